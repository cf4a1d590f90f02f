"""Runs commands of gcloud, each in a process of its own that has the modules of gcloud in memory from the start.

Usage: <the Python of the SDK> -S gcloud-server.py <root of the SDK>

Prints the port that it listens at, and ends when its standard input does. A client sends a line with the number of its
process and the path of a file. The command has the words, the variables and the folder of the client; its output is in
the file with the ending .out, its errors are in the one with the ending .err. The answer is the exit code.
"""

import gc
import importlib
import os
import select
import socket
import sys

library = os.path.join(sys.argv[1], "lib")
sys.path[:0] = [os.path.join(library, "third_party"), library]

from googlecloudsdk import gcloud_main  # noqa: E402


def words(file):
  """The words of a file of Linux that ends each with a zero."""
  with open(file, "rb") as content:
    return [os.fsdecode(word) for word in content.read().split(b"\0")[:-1]]


def become(client, file):
  """Makes this process the one that the client would have started."""
  for number, name in enumerate((os.devnull, file + ".out", file + ".err")):
    opened = os.open(name, os.O_RDWR | os.O_CREAT)
    os.dup2(opened, number)
    os.close(opened)
  os.chdir(f"/proc/{client}/cwd")
  os.environ.clear()
  os.environ["CLOUDSDK_ROOT_DIR"] = sys.argv[1]
  os.environ.update(word.split("=", 1) for word in words(f"/proc/{client}/environ"))
  # The client is a script: the words begin with its interpreter and its name.
  sys.argv[:] = [os.path.join(library, "gcloud.py")] + words(f"/proc/{client}/cmdline")[2:]


def run(client, file, news):
  """Runs a command, and writes which modules it had to read."""
  known = set(sys.modules)
  try:
    become(client, file)
    gcloud_main.main()
  finally:
    news.write("".join(name + "\n" for name in sys.modules if name not in known))
    news.close()


def answer(connection):
  """Answers a client. Returns the modules that the command had to read."""
  client, file = connection.makefile().readline().rstrip("\n").split(" ", 1)
  reading, writing = os.pipe()
  child = os.fork()
  if child == 0:
    connection.close()
    os.close(reading)
    run(client, file, os.fdopen(writing, "w"))
    sys.exit()
  os.close(writing)
  with os.fdopen(reading) as news:
    modules = news.read().split()
  code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
  try:
    connection.sendall(b"%d\n" % (code if code >= 0 else 128 - code))
  except OSError:
    pass  # The client was stopped.
  return modules


def keep(modules):
  """Reads modules, so that the next commands find them in memory."""
  for module in modules:
    try:
      importlib.import_module(module)
    except Exception:  # pylint: disable=broad-except
      pass  # A command that needs it reads it.
  # What is in memory stays there: no command has to look for garbage in it.
  gc.freeze()


gc.disable()
gc.freeze()
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
  ready = select.select([sys.stdin, listener], [], [])[0]
  if sys.stdin in ready:
    break
  client, _ = listener.accept()
  with client:
    modules = answer(client)
  keep(modules)
