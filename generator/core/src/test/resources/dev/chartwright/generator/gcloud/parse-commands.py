"""Gives commands to the parser of the Google Cloud SDK and tells which it refuses.

Arguments: the root of the SDK, and a file with the words of each command, each ended by NUL, and
each command ended by a line feed and NUL. Prints a line for each that is refused, and the number of
those that are accepted.
"""

import contextlib
import io
import os
import sys

root, commands = sys.argv[1], sys.argv[2]
sys.path[:0] = [os.path.join(root, "lib"), os.path.join(root, "lib", "third_party")]

from googlecloudsdk import gcloud_main  # noqa: E402

parser = gcloud_main.CreateCLI([])._TopElement()._parser
accepted = 0
with open(commands, encoding="utf-8") as file:
    for command in file.read().split("\n\0"):
        words = command.split("\0")[:-1]
        if not words:
            continue
        errors = io.StringIO()
        try:
            with contextlib.redirect_stderr(errors):
                parser.parse_args(words[1:])
            accepted += 1
        except SystemExit:
            print(" ".join(words), "\n   ", errors.getvalue().strip().replace("\n", "\n    "))
        except Exception as error:
            print(" ".join(words), "\n   ", repr(error))
print("accepted", accepted)
