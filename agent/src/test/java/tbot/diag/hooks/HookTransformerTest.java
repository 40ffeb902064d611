package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tbot.diag.config.HandlerSpec;

class HookTransformerTest {

  private final WeaveLog log = new WeaveLog();
  private final AtomicInteger firstHits = new AtomicInteger();

  @Test
  void otherClassesAreLeftAloneWithoutAskingForTheWeaver() {
    HookTransformer transformer = transformer();

    assertThat(transformer.transform(hostLoader(), "a/Other", null, null, new byte[8])).isNull();
    assertThat(transformer.transform(hostLoader(), null, null, null, new byte[8])).isNull();
    assertThat(firstHits).hasValue(0);
  }

  @Test
  void aHitIsWovenAndTheWeaverIsMadeOnce() {
    HookTransformer transformer = transformer();
    byte[] classFile = HandlerClasses.classFile(52);

    for (int i = 0; i < 2; i++) {
      assertThat(transform(transformer, classFile)).isNotNull().isNotEqualTo(classFile);
    }
    assertThat(firstHits).hasValue(1);
    assertThat(log.status().hookedClasses()).containsExactly(HandlerClasses.NAME);
    assertThat(log.status().failures()).isEmpty();
  }

  @Test
  void aClassFileThatCannotBeReadIsLeftAsItWas() {
    HookTransformer transformer = transformer();

    assertThat(transform(transformer, new byte[] {1, 2, 3})).isNull();
    assertThat(log.status().hookedClasses()).isEmpty();
    assertThat(log.status().failures())
        .singleElement()
        .asString()
        .startsWith(HandlerClasses.NAME + " cannot be hooked and is left as it was: ");
  }

  @Test
  void aClassFileOfAnUnknownJavaVersionIsLeftAsItWas() {
    byte[] classFile = HandlerClasses.classFile(52);
    classFile[7] = 99;

    assertThat(transform(transformer(), classFile)).isNull();
    assertThat(log.status().failures())
        .singleElement()
        .asString()
        .contains("is left as it was")
        .contains("99");
  }

  @Test
  void aJvmThatRefusesTheHooksIsAskedOnce() {
    HookTransformer transformer =
        new HookTransformer(
            plan(),
            log,
            () -> {
              firstHits.incrementAndGet();
              throw new IllegalStateException("no");
            });

    assertThat(transform(transformer, HandlerClasses.classFile(52))).isNull();
    assertThat(transform(transformer, HandlerClasses.classFile(52))).isNull();
    assertThat(firstHits).hasValue(1);
    assertThat(log.status().failures())
        .singleElement()
        .asString()
        .contains("connections stay uncounted")
        .contains("no");
  }

  @Test
  void classesOfTheBootLoaderAreLeftAlone() {
    String name = HandlerClasses.NAME.replace('.', '/');

    assertThat(transformer().transform(null, name, null, null, HandlerClasses.classFile(52)))
        .isNull();
    assertThat(firstHits).hasValue(0);
    assertThat(log.status().failures())
        .singleElement()
        .asString()
        .contains("is no class of the host");
  }

  @Test
  void aNewPlanHoldsFromTheNextClassOn() {
    HookTransformer transformer = transformer();
    transformer.setPlan(HookPlan.of(List.of()));

    assertThat(transform(transformer, HandlerClasses.classFile(52))).isNull();
    assertThat(firstHits).hasValue(0);
  }

  private HookTransformer transformer() {
    return new HookTransformer(
        plan(),
        log,
        () -> {
          firstHits.incrementAndGet();
          return new Weaver(StandInBridge.field(), log);
        });
  }

  private static HookPlan plan() {
    return HookPlan.of(List.of(HandlerSpec.parse(HandlerClasses.NAME + "#handle")));
  }

  private static byte[] transform(HookTransformer transformer, byte[] classFile) {
    String name = HandlerClasses.NAME.replace('.', '/');
    return transformer.transform(hostLoader(), name, null, null, classFile);
  }

  private static ClassLoader hostLoader() {
    return new ClassLoader(null) {};
  }
}
