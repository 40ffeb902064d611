package tbot.diag.it.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.it.testhost.CheckedHost.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.machine.Proc;
import tbot.diag.it.testhost.CheckedHost;

/** Clients that wait until a bot is ready. */
@Timeout(600)
class WaitIT {

  private static final int CLIENTS = 500;

  /** The listener, its workers, and those of the checks; not one for each client. */
  private static final int FEW_THREADS = 16;

  /** Asks as tbot's command does: a timeout of 5 s, pauses that grow, JSON with a pid. */
  private static final String GO_CLIENT =
      """
      package main

      import (
        "encoding/json"
        "fmt"
        "net/http"
        "net/url"
        "os"
        "sort"
        "time"
      )

      type service struct {
        Status    string     `json:"status"`
        Reason    string     `json:"reason"`
        UpdatedAt *time.Time `json:"updated_at"`
      }

      type answer struct {
        Status   string             `json:"status"`
        Services map[string]service `json:"services"`
        PID      int                `json:"pid"`
      }

      func ask(client *http.Client, target string) (int, answer, error) {
        var result answer
        response, err := client.Get(target)
        if err != nil {
          return 0, result, err
        }
        defer response.Body.Close()
        decoder := json.NewDecoder(response.Body)
        decoder.DisallowUnknownFields()
        return response.StatusCode, result, decoder.Decode(&result)
      }

      func main() {
        base, err := url.Parse("http://" + os.Args[1])
        if err != nil {
          panic(err)
        }
        target := base.JoinPath("wait").String()
        client := &http.Client{Timeout: 5 * time.Second}
        pause := 20 * time.Millisecond
        for attempt := 0; attempt < 100; attempt++ {
          status, result, err := ask(client, target)
          if err == nil && status == http.StatusOK {
            names := []string{}
            for name, one := range result.Services {
              names = append(names, name+"="+one.Status)
              if one.UpdatedAt == nil || time.Since(*one.UpdatedAt) > time.Hour {
                panic("no time")
              }
            }
            sort.Strings(names)
            fmt.Println(result.Status, result.PID, names)
            return
          }
          fmt.Fprintln(os.Stderr, status, err)
          time.Sleep(pause)
          if pause < 2*time.Second {
            pause *= 2
          }
        }
        panic("never ready")
      }
      """;

  @TempDir Path folder;

  @OnEachJvm
  @Test
  void fiveHundredClientsTakeNoThreads() throws Exception {
    List<RawConnection> clients = new ArrayList<>();
    try (CheckedHost host = CheckedHost.start(folder, List.of(check("bot", "isReady")))) {
      Http.get(host.port(), "/metrics");
      int threads = Proc.threads(host.jvm().pid());
      String[] paths = {"/wait", "/wait/bot"};
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            RawConnection.open(host.port())
                .send(RawConnection.head("GET", paths[i % 2], "Connection: close")));
      }
      host.jvm()
          .await(
              "all clients to wait",
              () -> Metrics.scrape(host.port()).value("tbot_diag_connections") >= CLIENTS);
      assertThat(Proc.threads(host.jvm().pid())).isLessThan(threads + FEW_THREADS);
      assertThat(Http.get(host.port(), "/livez").statusCode()).isEqualTo(200);
      assertThat(clients.get(0).isClosed()).isFalse();
      for (int i = 0; i < 100; i++) {
        clients.remove(0).close();
      }
      host.jvm()
          .await(
              "some to be forgotten",
              () -> Metrics.scrape(host.port()).value("tbot_diag_connections") <= CLIENTS - 90);

      host.initialise();

      for (RawConnection client : clients) {
        assertThat(client.readToEnd())
            .startsWith("HTTP/1.1 200 ")
            .contains("\"status\": \"healthy\"")
            .endsWith("}");
      }
      assertThat(Metrics.scrape(host.port()).value("tbot_diag_connections_evicted_total")).isZero();
    } finally {
      for (RawConnection client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aGoProgramWaitsAsTbotDoes() throws Exception {
    ClientProgram.orSkip("go", "golang-go");
    Path program = Files.writeString(folder.resolve("wait.go"), GO_CLIENT);
    try (CheckedHost host =
        CheckedHost.start(folder, List.of(check("bot", "isReady"), check("other", "isAlive")))) {
      Command go =
          Command.of(List.of("go", "run", program.toString(), "127.0.0.1:" + host.port()))
              .environment("HOME", folder.toString())
              .environment("GOFLAGS", "")
              .discardError();
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return go.runSuccessfully(folder);
                } catch (java.io.IOException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      host.jvm()
          .await(
              "a client that waits",
              () ->
                  output.isDone()
                      || Metrics.scrape(host.port()).value("tbot_diag_connections") >= 2);
      assertThat(output).isNotDone();
      host.initialise();
      assertThat(output.join())
          .startsWith("healthy " + host.jvm().pid() + " [bot=healthy other=healthy");
    }
  }

  @OnEachJvm
  @Test
  void theCommandEndsWhenTheBotIsReady() throws Exception {
    try (CheckedHost host =
            CheckedHost.start(folder, List.of(check("bot", "isReady"), check("down", "isBroken")));
        ChildJvm one = command(host, "--service", "bot")) {
      host.initialise();
      assertThat(one.awaitExit()).as(one.transcript()).isZero();
      assertThat(one.stdout()).isEmpty();
      assertThat(one.stderr()).last().asString().matches("tbot-diag: ready after \\S+");
      try (ChildJvm all = command(host, "--timeout", "2s")) {
        assertThat(all.awaitExit()).as(all.transcript()).isEqualTo(1);
        assertThat(all.stderr())
            .contains("tbot-diag: waiting: down is unhealthy (returned false)")
            .last()
            .asString()
            .startsWith("tbot-diag: not ready after 2s: ");
      }
    }
  }

  private static ChildJvm command(CheckedHost host, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("wait", "--diag-addr", "127.0.0.1:" + host.port()));
    arguments.addAll(List.of(more));
    return ChildJvm.java().runJar(Artifacts.agentJar(), arguments.toArray(new String[0]));
  }

  @Test
  void wrongUsageOfTheCommandEndsWithExitCode2() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"wait"},
          {"wait", "--diag-addr", "bot"},
          {"wait", "--diag-addr", ":1", "--timeout", "soon"}
        }) {
      try (ChildJvm command = ChildJvm.java().runJar(Artifacts.agentJar(), wrong)) {
        assertThat(command.awaitExit()).as(command.transcript()).isEqualTo(2);
        assertThat(command.stderr().get(0)).contains(wrong.length == 1 ? "--diag-addr" : "use ");
      }
    }
  }
}
