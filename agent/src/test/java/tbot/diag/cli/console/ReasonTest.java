package tbot.diag.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {

  private static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("/a/b"), "no such file or directory"),
        Arguments.of(new AccessDeniedException("/a/b"), "permission denied"),
        Arguments.of(new NotDirectoryException("/a/b"), "not a directory"),
        Arguments.of(new FileSystemLoopException("/a/b"), "too many symbolic links"),
        Arguments.of(
            new FileSystemException("/a/b", null, "No space left on device"),
            "No space left on device"),
        Arguments.of(new FileSystemException("/a/b"), "FileSystemException"),
        Arguments.of(new UnknownHostException("nosuch.invalid"), "unknown host"),
        Arguments.of(new SocketTimeoutException("Read timed out"), "no answer in time"),
        Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
        Arguments.of(new IOException("Is a directory"), "Is a directory"),
        Arguments.of(new EOFException(), "EOFException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysInWordsWhatHasFailed(Exception failure, String words) {
    assertThat(Reason.of(failure)).isEqualTo(words);
  }
}
