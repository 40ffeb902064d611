package tbot.diag.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AttachTurnTest {

  private static final long PID = 4711;

  @TempDir private Path directory;

  @Test
  void theSecondFollowsTheFirst() throws Exception {
    ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    FutureTask<Boolean> second =
        new FutureTask<>(() -> new AttachTurn(directory, PID).take(() -> order.add("second")));
    new AttachTurn(directory, PID)
        .take(
            () -> {
              Thread thread = new Thread(second, "second");
              thread.start();
              await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
              return order.add("first");
            });

    assertThat(second.get()).isTrue();
    assertThat(order).containsExactly("first", "second");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void otherJvmsAreNotWaitedFor() throws Exception {
    AttachTurn other = new AttachTurn(directory, PID + 1);

    assertThat(new AttachTurn(directory, PID).<String>take(() -> other.take(() -> "both")))
        .isEqualTo("both");
  }

  @Test
  void aTurnEndsWithAFailure() {
    assertThatThrownBy(
            () ->
                new AttachTurn(directory, PID)
                    .take(
                        () -> {
                          throw new IOException("no answer");
                        }))
        .hasMessage("no answer");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aTurnThatWasLeftBehindIsTaken() throws Exception {
    Files.createFile(directory.resolve("tbot-diag-attach-" + PID));

    assertThat(new AttachTurn(directory, PID).<String>take(() -> "taken")).isEqualTo("taken");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatIsLeftBehindAndStaysIsNotWaitedFor() throws Exception {
    Files.createDirectories(directory.resolve("tbot-diag-attach-" + PID + "/a"));

    assertNotWaitedFor();
  }

  @Test
  void aPipeInItsPlaceIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("tbot-diag-attach-" + PID);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertNotWaitedFor();
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    Path other = directory.resolve("other");
    Files.createSymbolicLink(directory.resolve("tbot-diag-attach-" + PID), other);

    assertNotWaitedFor();
    assertThat(other).doesNotExist();
  }

  @Test
  void anotherUserHoldsNobodyUp() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "this user may not give files away");
    Path file = Files.createFile(directory.resolve("tbot-diag-attach-" + PID));
    Files.setAttribute(file, "unix:uid", 65534);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertNotWaitedFor();
      assertThat(lock.isValid()).isTrue();
    }
  }

  private void assertNotWaitedFor() throws Exception {
    Thread.currentThread().interrupt(); // ends a wait

    assertThat(new AttachTurn(directory, PID).<String>take(() -> "done")).isEqualTo("done");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aTurnThatCannotBeGivenBackIsNoFailure() throws Exception {
    Path file = directory.resolve("tbot-diag-attach-" + PID);

    assertThat(
            new AttachTurn(directory, PID)
                .<String>take(
                    () -> {
                      Files.delete(file);
                      Files.createDirectories(file.resolve("a"));
                      return "done";
                    }))
        .isEqualTo("done");
  }

  @Test
  void withoutAPlaceForItEachGoesOn() throws Exception {
    Path missing = directory.resolve("missing");

    assertThat(new AttachTurn(missing, PID).<String>take(() -> "done")).isEqualTo("done");
  }
}
