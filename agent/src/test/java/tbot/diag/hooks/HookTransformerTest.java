package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.handler.HandlerHooks;
import tbot.diag.hooks.sshd.MinaSshd;
import tbot.diag.hooks.weave.HandlerClasses;
import tbot.diag.hooks.weave.SessionClasses;
import tbot.diag.hooks.weave.StandInBridge;
import tbot.diag.hooks.weave.WeaveLog;
import tbot.diag.hooks.weave.WovenClass;

class HookTransformerTest {

  private final WeaveLog log = new WeaveLog();
  private final AtomicInteger firstHits = new AtomicInteger();
  private final AtomicInteger foretold = new AtomicInteger();
  private final List<String> hooked = new ArrayList<>();

  @AfterEach
  void disconnect() {
    StandInBridge.connect(null);
  }

  @Test
  void otherClassesAreLeftAloneWithoutAskingForTheBridge() {
    HookTransformer transformer = transformer();

    assertThat(transformer.transform(hostLoader(), "a/Other", null, null, new byte[8])).isNull();
    assertThat(transformer.transform(hostLoader(), null, null, null, new byte[8])).isNull();
    assertThat(firstHits).hasValue(0);
  }

  @Test
  void firstClassOfALibraryStartsTheWarmUpOnce() {
    HookTransformer transformer = transformer();

    for (String name : List.of("a/Other", "org/apache/sshd/A", "org/apache/sshd/B")) {
      assertThat(transformer.transform(hostLoader(), name, null, null, new byte[8])).isNull();
    }
    assertThat(foretold).hasValue(1);
    assertThat(firstHits).hasValue(0);
  }

  @Test
  void aHitIsWovenAndTheBridgeIsAskedForOnce() {
    HookTransformer transformer = transformer();
    byte[] classFile = HandlerClasses.classFile(52);

    for (int i = 0; i < 2; i++) {
      assertThat(transform(transformer, classFile)).isNotNull().isNotEqualTo(classFile);
    }
    assertThat(firstHits).hasValue(1);
    assertThat(log.status(Set.of()).hookedClasses()).containsExactly(HandlerClasses.NAME);
    assertThat(log.status(Set.of()).failures()).isEmpty();
  }

  @Test
  void aClassFileThatCannotBeReadIsLeftAsItWas() {
    HookTransformer transformer = transformer();

    assertThat(transform(transformer, new byte[] {1, 2, 3})).isNull();
    assertThat(log.status(Set.of()).hookedClasses()).isEmpty();
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .startsWith(HandlerClasses.NAME + " cannot be hooked and is left as it was: ");
  }

  @Test
  void aClassFileOfAnUnknownJavaVersionIsLeftAsItWas() {
    byte[] classFile = HandlerClasses.classFile(52);
    classFile[7] = 99;

    assertThat(transform(transformer(), classFile)).isNull();
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .contains("is left as it was")
        .contains("99");
  }

  @Test
  void aJvmThatRefusesTheHooksIsAskedOnce() {
    HookTransformer transformer =
        new HookTransformer(
            plan(HandlerClasses.NAME + "#handle"),
            log,
            () -> {
              firstHits.incrementAndGet();
              throw new IllegalStateException("no");
            },
            foretold::incrementAndGet,
            (className, loadedBefore) -> hooked.add(className + " " + loadedBefore));

    assertThat(transform(transformer, HandlerClasses.classFile(52))).isNull();
    assertThat(transform(transformer, HandlerClasses.classFile(52))).isNull();
    assertThat(firstHits).hasValue(1);
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .contains("connections stay uncounted")
        .contains("no");
  }

  @Test
  void aHookedClassIsReportedWithWhetherItWasLoadedBefore() {
    String name = HandlerClasses.NAME.replace('.', '/');
    byte[] classFile = HandlerClasses.classFile(52);
    HookTransformer transformer = transformer();

    transformer.transform(hostLoader(), name, null, null, classFile);
    transformer.transform(hostLoader(), name, Object.class, null, classFile);
    transformer("none.Other#handle").transform(hostLoader(), name, null, null, classFile);
    assertThat(hooked)
        .containsExactly(HandlerClasses.NAME + " false", HandlerClasses.NAME + " true");
  }

  @Test
  void handlerClassesThatHaveNotLoadedAreKnown() {
    transform(transformer(), HandlerClasses.classFile(52));
    transform(transformer(HandlerClasses.NAME + "#absent"), HandlerClasses.classFile(52));

    assertThat(log.status(Set.of(HandlerClasses.NAME, "a.Absent")).handlerClassesNotLoaded())
        .containsExactly("a.Absent");
  }

  @Test
  void classesOfTheBootLoaderAreLeftAlone() {
    String name = HandlerClasses.NAME.replace('.', '/');

    assertThat(transformer().transform(null, name, null, null, HandlerClasses.classFile(52)))
        .isNull();
    assertThat(firstHits).hasValue(0);
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .contains("is no class of the host");
  }

  @Test
  void aClassWithBothKindsOfHooksGetsBoth() throws Exception {
    String name = SessionClasses.HELPER;
    HookTransformer transformer = transformer(name + "#setAuthenticated", name + "#handle");
    byte[] woven = transform(transformer, name, SessionClasses.helper(52));
    Object session = WovenClass.define(name, woven).getConstructor().newInstance();
    List<String> events = new ArrayList<>();
    StandInBridge.connect(
        (event, subject) -> {
          events.add(event);
          return null;
        });

    session.getClass().getMethod("setAuthenticated").invoke(session);
    session.getClass().getMethod("handle", long.class).invoke(session, 7L);

    assertThat(events).containsExactly("handler", "authenticated", "handler");
    assertThat(log.status(Set.of()).hookedClasses()).containsExactly(name);
    assertThat(log.status(Set.of()).failures()).isEmpty();
  }

  @Test
  void aMissingHandlerLeavesTheLibrarysHooks() {
    String name = SessionClasses.HELPER;

    assertThat(transform(transformer(name + "#absent"), name, SessionClasses.helper(52)))
        .isEqualTo(transform(transformer(), name, SessionClasses.helper(52)));
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .contains("matches no method");
  }

  @Test
  void aNewPlanHoldsFromTheNextClassOn() {
    HookTransformer transformer = transformer();
    transformer.setPlan(HookPlan.of(List.of()));

    assertThat(transform(transformer, HandlerClasses.classFile(52))).isNull();
    assertThat(firstHits).hasValue(0);
  }

  @Test
  void aPlanThatChangesMeanwhileHoldsForTheClassAtHand() {
    String handle = HandlerClasses.NAME + "#handle";
    String fail = HandlerClasses.NAME + "#fail";
    byte[] classFile = HandlerClasses.classFile(52);
    byte[] withBoth = transform(transformer(handle, fail), classFile);
    AtomicReference<HookTransformer> replaced = new AtomicReference<>();
    replaced.set(
        transformer(
            () -> {
              log.forget(HandlerClasses.NAME);
              replaced.get().setPlan(plan(handle, fail));
            },
            handle));

    assertThat(transform(replaced.get(), classFile)).isEqualTo(withBoth);
    assertThat(log.status(Set.of()).hookedClasses()).containsExactly(HandlerClasses.NAME);
  }

  @Test
  void aPlanThatLosesTheClassMeanwhileLeavesItAsItWas() {
    AtomicReference<HookTransformer> replaced = new AtomicReference<>();
    replaced.set(
        transformer(() -> replaced.get().setPlan(plan()), HandlerClasses.NAME + "#absent"));

    assertThat(transform(replaced.get(), HandlerClasses.classFile(52))).isNull();
    assertThat(log.status(Set.of()).hookedClasses()).isEmpty();
    assertThat(log.status(Set.of()).failures()).isEmpty();
  }

  private HookTransformer transformer() {
    return transformer(HandlerClasses.NAME + "#handle");
  }

  private HookTransformer transformer(String... handlers) {
    return transformer(() -> {}, handlers);
  }

  private HookTransformer transformer(Runnable atFirstHit, String... handlers) {
    return new HookTransformer(
        plan(handlers),
        log,
        () -> {
          firstHits.incrementAndGet();
          atFirstHit.run();
          return StandInBridge.field();
        },
        foretold::incrementAndGet,
        (className, loadedBefore) -> hooked.add(className + " " + loadedBefore));
  }

  private static HookPlan plan(String... handlers) {
    return HookPlan.of(
        List.of(
            new MinaSshd(new RecordedServers()),
            new HandlerHooks(Arrays.stream(handlers).map(HandlerSpec::parse).toList())));
  }

  private static byte[] transform(HookTransformer transformer, byte[] classFile) {
    return transform(transformer, HandlerClasses.NAME, classFile);
  }

  private static byte[] transform(HookTransformer transformer, String name, byte[] classFile) {
    return transformer.transform(hostLoader(), name.replace('.', '/'), null, null, classFile);
  }

  private static ClassLoader hostLoader() {
    return new ClassLoader(null) {};
  }
}
