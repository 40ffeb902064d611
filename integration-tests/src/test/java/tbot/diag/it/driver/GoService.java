package tbot.diag.it.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Command;

/** A Go program with Go's own pprof endpoints. */
public final class GoService implements AutoCloseable {

  private static final String PROGRAM =
      """
      package main

      import (
        "fmt"
        "net"
        "net/http"
        _ "net/http/pprof"
      )

      func main() {
        listener, err := net.Listen("tcp", "127.0.0.1:0")
        if err != nil {
          panic(err)
        }
        fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
        panic(http.Serve(listener, nil))
      }
      """;

  private final ChildJvm process;
  private final String address;

  private GoService(ChildJvm process) {
    this.process = process;
    address = "127.0.0.1:" + process.awaitStdout("port ").replace("port ", "");
  }

  /**
   * Builds and starts it; skips the test where Go is missing.
   *
   * @param folder for its files
   */
  public static GoService start(Path folder) throws IOException, InterruptedException {
    ClientProgram.orSkip("go", "golang-go");
    Path source = Files.writeString(folder.resolve("service.go"), PROGRAM);
    Path binary = folder.resolve("service");
    Command.of(List.of("go", "build", "-o", binary.toString(), source.toString()))
        .environment("HOME", folder.toString())
        .environment("GOFLAGS", "")
        .runSuccessfully(folder);
    return new GoService(ChildJvm.launch(List.of(binary.toString()), Map.of(), folder));
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  @Override
  public void close() {
    process.close();
  }
}
