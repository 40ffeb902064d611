package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.hooks.handler.HandlerHooks;
import tbot.diag.hooks.sshd.MinaSshd;
import tbot.diag.hooks.weave.AdviceWeaver;
import tbot.diag.hooks.weave.CallWeaver;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.EventNames;
import tbot.diag.hooks.weave.LibraryEvent;
import tbot.diag.hooks.weave.MethodHook;
import tbot.diag.hooks.weave.StandInBridge;
import tbot.diag.hooks.weave.WeaveLog;
import tbot.diag.hooks.weave.WovenClass;

class FullStackTest {

  private static final int DIVES = 40;
  private static final long STACK_BYTES = 300_000;
  private static final String NAME = DeepHost.class.getName();

  private final RecordedCounts counts = new RecordedCounts();

  @AfterEach
  void disconnect() {
    StandInBridge.connect(null);
  }

  @Test
  @Timeout(600)
  void anOverflowInAnEventLeavesNoSessionInFlight() throws Exception {
    HookDispatch dispatch = new HookDispatch(List.of(new DeepSessions()), counts);
    // Loads the classes of an event now: loading them with a full stack is not tested.
    dispatch.apply(EventNames.STARTED, this);
    dispatch.apply(EventNames.ENDED, this);
    StandInBridge.connect(dispatch);
    Class<?> host = woven();

    for (int i = 0; i < DIVES; i++) {
      dive(host);
    }
    int made = (int) host.getMethod("closeAll").invoke(null);

    assertThat(made).isGreaterThan(DIVES);
    assertThat(counts.started).isBetween(made / 2, made + 1);
    assertThat(counts.ended).isEqualTo(counts.started);
  }

  @Test
  @Timeout(600)
  void anOverflowInAHandlerLeavesNoCallInFlight() throws Exception {
    HookDispatch dispatch =
        new HookDispatch(List.of(new HandlerHooks(Collections.emptyList())), counts);
    BiConsumer<?, ?> call = (BiConsumer<?, ?>) dispatch.apply(EventNames.HANDLER_ENTERED, "");
    call.accept(null, null);
    StandInBridge.connect(dispatch);
    Class<?> host = wovenHandler();

    for (int i = 0; i < DIVES; i++) {
      dive(host);
    }
    int made = (int) host.getMethod("calls").invoke(null);

    assertThat(counts.ended).isEqualTo(counts.started);
    assertThat(counts.started)
        .as("a call that overflows must not hide the later calls of its thread")
        .isBetween(made * 9 / 10, made + 1);
  }

  private static Class<?> wovenHandler() throws Exception {
    String name = DeepHandlerHost.class.getName();
    byte[] woven =
        new AdviceWeaver(StandInBridge.field(), new WeaveLog())
            .weave(
                name,
                classFile("DeepHandlerHost.class"),
                List.of(new MethodHook(name, "handle", Collections.emptyList())));
    return WovenClass.define(name, woven);
  }

  private static byte[] classFile(String resource) throws IOException {
    try (InputStream in = DeepHost.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }

  private static void dive(Class<?> host) throws InterruptedException {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                host.getMethod("dive", int.class).invoke(null, Integer.MAX_VALUE);
              } catch (ReflectiveOperationException e) {
                throw new LinkageError(null, e);
              }
            },
            "dive",
            STACK_BYTES);
    thread.start();
    thread.join();
  }

  private static Class<?> woven() throws Exception {
    List<EventHook> hooks =
        List.of(hook(LibraryEvent.STARTED, "<init>"), hook(LibraryEvent.ENDED, "close"));
    byte[] woven =
        new CallWeaver(StandInBridge.field().getDeclaringClass(), new WeaveLog())
            .weave(NAME, classFile("DeepHost.class"), hooks);
    return WovenClass.define(NAME, woven);
  }

  private static EventHook hook(LibraryEvent event, String method) {
    MethodHook hooked = new MethodHook(NAME, method, Collections.emptyList());
    return method.equals("<init>")
        ? EventHook.returned("Example SSH", event, hooked)
        : EventHook.entered("Example SSH", event, hooked);
  }

  /** Sessions of the woven class, counted as those of MINA SSHD are. */
  private static final class DeepSessions implements HookSet {
    @Override
    public List<EventHook> events() {
      return List.of();
    }

    @Override
    public List<MethodHook> handlers() {
      return List.of();
    }

    @Override
    public String packagePrefix() {
      return "tbot/diag/hooks/";
    }

    @Override
    public HookEvents connect(ConnectionListener listener) {
      return new MinaSshd(new RecordedServers()).connect(listener);
    }
  }

  /** Called by one thread at a time. Each call goes some frames deeper. */
  private static final class RecordedCounts implements ConnectionListener {
    private static final int FRAMES = 40;

    private int started;
    private int ended;

    @Override
    public void started() {
      started += deeper(FRAMES);
    }

    @Override
    public void ended(Outcome outcome, ErrorReason reasonOrNull, long durationNanos) {
      ended += deeper(FRAMES);
    }

    private static int deeper(int frames) {
      return frames == 0 ? 1 : deeper(frames - 1);
    }
  }
}
