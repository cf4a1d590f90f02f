package dev.chartwright.companion.command;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.tip.TipException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the service, or carries out one command of the user. */
public final class Main {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private Main() {}

  /** The first argument is the command, such as {@code prove}; {@code serve} starts the service. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(run(System.getenv(), List.of(args)));
  }

  private static int run(Map<String, String> environment, List<String> args)
      throws InterruptedException {
    try {
      Settings settings = new Settings(environment);
      RunQueue queue = new RunQueue(settings.runs(), Clock.systemUTC(), settings.minFree());
      if (args.equals(List.of("serve"))) {
        return Companion.serve(settings, queue);
      } else if (args.equals(List.of("tip"))) {
        return TipState.print(settings, System.out);
      }
      return new Commands(settings, queue, System.out, System.err).run(args);
    } catch (TipException e) {
      e.sentences().forEach(System.err::println);
      return REFUSED;
    } catch (Refusal e) {
      e.sentences().forEach(System.err::println);
      return REFUSED;
    } catch (IllegalArgumentException | BrokerException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    } catch (IOException e) {
      System.err.println(problem(e));
      return FAILED;
    }
  }

  private static String problem(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "The file " + missing.getFile() + " does not exist.";
    }
    return e instanceof FileSystemException failed && failed.getReason() == null
        ? "This file or folder cannot be used: " + failed.getFile()
        : e.getMessage();
  }

  /** The run with an id. */
  static Run find(RunQueue queue, String id) throws IOException, Refusal {
    Optional<Run> run = queue.find(id);
    if (run.isEmpty()) {
      throw new Refusal("Run " + id + " does not exist: `runs` lists all runs.");
    }
    return run.get();
  }
}
