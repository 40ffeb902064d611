package tbot.diag.hooks.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.handler.HandlerHooks;

class AdviceWeaverTest {

  private final WeaveLog log = new WeaveLog();
  private final List<Object> seen = new ArrayList<>();

  @AfterEach
  void disconnect() {
    StandInBridge.connect(null);
  }

  @ParameterizedTest(name = "class file version {0}")
  @ValueSource(ints = {49, 50, 51, 52, 55, 61})
  void handlersOfEveryJavaVersionAreHooked(int majorVersion) throws Exception {
    Class<?> woven = define(weave(majorVersion, "handle", "fail"));
    StandInBridge.connect(this::record);

    assertThat(handle(woven, 7)).isEqualTo(7L);
    assertThat(seen).containsExactly("handler", 7L, "null");
    RuntimeException boom = new RuntimeException();
    assertThatThrownBy(() -> fail(woven, boom)).isSameAs(boom);
    assertThat(seen).endsWith("handler", "null", boom);
  }

  /** As optimizers of class files do it, such as ProGuard. */
  @ParameterizedTest(name = "class file version {0}")
  @ValueSource(ints = {50, 52, 61})
  void aMethodMayReuseTheSlotsOfItsParameters(int majorVersion) throws Exception {
    byte[] classFile = HandlerClasses.reusingSlots(majorVersion);
    Class<?> woven =
        define(
            new AdviceWeaver(StandInBridge.field(), log)
                .weave(
                    HandlerClasses.NAME,
                    classFile,
                    List.of(new MethodHook(HandlerClasses.NAME, "handle", null))));
    StandInBridge.connect(this::record);

    Object host = woven.getConstructor().newInstance();
    assertThat(woven.getMethod("handle", String.class).invoke(host, "four")).isEqualTo(4);
    assertThat(seen).containsExactly("handler", 4, "null");
  }

  @ParameterizedTest(name = "class file version {0}")
  @ValueSource(ints = {65, 69})
  void newerClassFilesThanThisJvmsAreWovenToo(int majorVersion) throws Exception {
    assertThat(weave(majorVersion, "handle")).isNotNull();
    assertThat(log.status(Set.of()).failures()).isEmpty();
  }

  @Test
  void aMethodIsAConnectionAndTwoTasks() throws Exception {
    List<MethodHook> hooks = new ArrayList<>();
    for (String task : List.of("", "a/\"😀\"", "b")) {
      hooks.add(new MethodHook(task, HandlerClasses.NAME, "handle", null));
    }
    hooks.add(new MethodHook("b", HandlerClasses.NAME, "fail", null));
    Class<?> woven =
        define(
            new AdviceWeaver(StandInBridge.field(), log)
                .weave(HandlerClasses.NAME, HandlerClasses.classFile(52), hooks));
    StandInBridge.connect(
        (event, task) -> {
          seen.add("in " + task);
          BiConsumer<Object, Throwable> exit = (result, thrown) -> seen.add("out " + task);
          return exit;
        });

    assertThat(handle(woven, 7)).isEqualTo(7L);
    assertThat(seen)
        .containsExactlyInAnyOrder("in ", "in a/\"😀\"", "in b", "out b", "out a/\"😀\"", "out ");
    seen.clear();
    assertThatThrownBy(() -> fail(woven, new RuntimeException()));
    assertThat(seen).containsExactly("in b", "out b");
  }

  @Test
  void failuresBelongToTheirTask() {
    new AdviceWeaver(StandInBridge.field(), log)
        .weave(
            HandlerClasses.NAME,
            HandlerClasses.classFile(52),
            List.of(new MethodHook("a", HandlerClasses.NAME, "hanlde", null)));
    assertThat(log.status(Set.of()).failures()).isEmpty();
    assertThat(log.status(Set.of()).failures("b")).isEmpty();
    assertThat(log.status(Set.of()).failures("a"))
        .singleElement()
        .asString()
        .contains("declares fail(java.lang.RuntimeException), handle(long);");
  }

  @Test
  void withoutAHookTheMethodDoesWhatItDid() throws Exception {
    Class<?> woven = define(weave(52, "handle"));
    StandInBridge.connect(null);
    assertThat(handle(woven, 7)).isEqualTo(7L);
  }

  @Test
  void whatAHookThrowsNeverReachesTheHost() throws Exception {
    Class<?> woven = define(weave(52, "handle", "fail"));
    StandInBridge.connect(
        (event, subject) -> {
          throw new StackOverflowError("entry");
        });
    assertThat(handle(woven, 7)).isEqualTo(7L);

    BiConsumer<Object, Throwable> failing =
        (result, thrown) -> {
          throw new IllegalStateException("exit");
        };
    StandInBridge.connect((event, subject) -> failing);
    assertThat(handle(woven, 8)).isEqualTo(8L);
    RuntimeException boom = new RuntimeException();
    assertThatThrownBy(() -> fail(woven, boom)).isSameAs(boom);
  }

  @Test
  void aHookOfAnotherShapeNeverReachesTheHost() throws Exception {
    Class<?> woven = define(weave(52, "handle"));
    StandInBridge.connect((event, subject) -> "not what this version expects");
    assertThat(handle(woven, 7)).isEqualTo(7L);
  }

  @Test
  void aClassWithoutAnyOfTheMethodsIsLeftAsItWas() throws Exception {
    assertThat(weave(52, "hanlde")).isNull();
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .isEqualTo(
            "com.example.Generated#hanlde matches no method; com.example.Generated declares "
                + "fail(java.lang.RuntimeException), handle(long); "
                + "name an inherited method by the class that declares it");
  }

  @Test
  void suspendFunctionsOfKotlinAreRefused() throws Exception {
    assertThat(
            new AdviceWeaver(StandInBridge.field(), log)
                .weave(
                    HandlerClasses.NAME,
                    HandlerClasses.suspending(52),
                    List.of(new MethodHook("bot", HandlerClasses.NAME, "renew", null))))
        .isNull();
    assertThat(log.status(Set.of()).failures("bot"))
        .containsExactly(
            "com.example.Generated#renew is a suspend function of Kotlin, which is called again"
                + " each time that it resumes, so its calls cannot be counted; name a function"
                + " that is not suspend");
  }

  @Test
  void ofManyMethodsThoseNextToTheNameAreListed() throws Exception {
    String name = ManyMethods.class.getName();
    byte[] classFile;
    try (InputStream in =
        AdviceWeaverTest.class.getResourceAsStream("AdviceWeaverTest$ManyMethods.class")) {
      classFile = in.readAllBytes();
    }

    new AdviceWeaver(StandInBridge.field(), log)
        .weave(name, classFile, List.of(new MethodHook(name, "a0", null)));
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .contains(" declares a(), b(), c(), d(), e(), f(), g(), h(), i(), j() and 4 more; name an");
    new AdviceWeaver(StandInBridge.field(), log)
        .weave(name, classFile, List.of(new MethodHook(name, "k0", null)));
    assertThat(log.status(Set.of()).failures())
        .anyMatch(
            line ->
                line.contains(" declares e(), f(), g(), h(), i(), j(), k(), l(), m(), n() and 4"));
  }

  /** Fourteen methods. */
  static final class ManyMethods {
    void a() {}

    void b() {}

    void c() {}

    void d() {}

    void e() {}

    void f() {}

    void g() {}

    void h() {}

    void i() {}

    void j() {}

    void k() {}

    void l() {}

    void m() {}

    void n() {}
  }

  @Test
  void wovenCodeHasNoMemberThatTheClassHadNot() throws Exception {
    Class<?> woven = define(weave(52, "handle", "fail"));
    assertThat(woven.getDeclaredMethods()).hasSize(2);
    assertThat(woven.getDeclaredFields()).isEmpty();
  }

  private byte[] weave(int majorVersion, String... methods) {
    List<MethodHook> hooks = new ArrayList<>();
    for (String method : methods) {
      hooks.addAll(
          new HandlerHooks(List.of(HandlerSpec.parse(HandlerClasses.NAME + "#" + method)))
              .handlers());
    }
    return new AdviceWeaver(StandInBridge.field(), log)
        .weave(HandlerClasses.NAME, HandlerClasses.classFile(majorVersion), hooks);
  }

  private Object record(String event, Object subject) {
    seen.add(event);
    BiConsumer<Object, Throwable> exit =
        (result, thrown) -> {
          seen.add(result == null ? "null" : result);
          seen.add(thrown == null ? "null" : thrown);
        };
    return exit;
  }

  private static Object handle(Class<?> woven, long argument) throws Exception {
    return woven.getMethod("handle", long.class).invoke(null, argument);
  }

  private static void fail(Class<?> woven, RuntimeException failure) throws Throwable {
    Method fail = woven.getMethod("fail", RuntimeException.class);
    try {
      fail.invoke(null, failure);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Class<?> define(byte[] classFile) {
    return WovenClass.define(HandlerClasses.NAME, classFile);
  }
}
