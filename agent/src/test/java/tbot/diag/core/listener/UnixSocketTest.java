package tbot.diag.core.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Response;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;
import tbot.diag.jvm.UnixDomain;

class UnixSocketTest {

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("diag.sock");
  }

  private UnixSocket bind() throws IOException {
    return UnixSocket.bind(path().toFile());
  }

  private static ListenerSetup setup(Routes routes) {
    return new Protection()
        .protect(() -> routes, DiagOptions.resolve(AgentArguments.parse(""), Map.of()));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void servesAndRemovesItsFileAtTheEnd() throws Exception {
    Routes routes =
        new Routes(
            List.of(
                Route.at(
                    "/", (request, responder) -> responder.send(Response.text(200, "hello")))));
    try (BoundListener listener = new BoundListener(bind(), () -> setup(routes));
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
      assertThat(listener.address()).isNull();
      client.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (client.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("hello");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void onlyTheOwnerCanConnect() throws Exception {
    try (UnixSocket socket = bind()) {
      assertThat(socket.channel.isOpen()).isTrue();
      assertThat(files()).containsExactly(path());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void replacesASocketThatNobodyListensOn() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path()));
    }
    assertThat(path()).exists();
    try (UnixSocket socket = bind()) {
      assertThat(UnixDomain.isListening(path().toFile())).isTrue();
      assertThat(socket.channel.isOpen()).isTrue();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesASocketThatIsInUse() throws Exception {
    try (UnixSocket first = bind()) {
      assertThatThrownBy(this::bind).isInstanceOf(BindException.class).hasMessageContaining("use");
      assertThat(first.channel.isOpen()).isTrue();
      assertThat(files()).containsExactly(path());
    }
  }

  @Test
  void refusesAFileThatIsNoSocket() throws Exception {
    Files.writeString(path(), "precious");
    assertThatThrownBy(this::bind).hasMessage("the file is there, and is no socket");
    assertThat(path()).hasContent("precious");
    assertThat(files()).containsExactly(path());
  }

  @Test
  void refusesAFolderThatIsMissing() {
    assertThatThrownBy(() -> UnixSocket.bind(folder.resolve("none/diag.sock").toFile()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void leavesTheFileOfAnother() throws Exception {
    try (UnixSocket first = bind()) {
      assertThat(first.channel.isOpen()).isTrue();
      Files.delete(path());
      Files.writeString(path(), "another's");
    }
    assertThat(path()).hasContent("another's");
  }
}
