"""Runs commands of gcloud, many in one process.

Usage: <the Python of the SDK> gcloud-session.py <root of the SDK>

Reads a JSON list of arguments a line, and answers each by a line with a JSON object: who refused it ("parser",
"execution" or null) and what gcloud said.
"""

import json
import os
import sys
import tempfile

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
said = tempfile.TemporaryFile()
os.dup2(said.fileno(), 1)
os.dup2(said.fileno(), 2)
sys.path[:0] = [os.path.join(sys.argv[1], "lib"), os.path.join(sys.argv[1], "lib", "third_party")]

from googlecloudsdk import gcloud_main  # noqa: E402

cli = gcloud_main.CreateCLI([])
# pylint: disable=protected-access
parser = cli._CLI__parser


def attempt(step):
  """Whether a step of gcloud ends without an error."""
  try:
    step()
    return True
  except SystemExit as end:
    return not end.code
  except Exception as failure:  # pylint: disable=broad-except
    print(repr(failure), file=sys.stderr)
    return False


for line in sys.stdin:
  arguments = json.loads(line)
  said.seek(0)
  said.truncate()
  refused = None
  if not attempt(lambda: parser.parse_args(list(arguments))):
    refused = "parser"
  elif not attempt(lambda: cli.Execute(list(arguments))):
    refused = "execution"
  sys.stdout.flush()
  sys.stderr.flush()
  said.seek(0)
  text = said.read().decode("utf-8", "replace")
  answers.write(json.dumps({"refused": refused, "said": text}) + "\n")
  answers.flush()
