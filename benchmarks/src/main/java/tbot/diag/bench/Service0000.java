package tbot.diag.bench;

/**
 * One layer of a busy service, which calls the next. {@link Services} makes many copies of this
 * class. Each call is on its own line, so that the lines of the stacks differ, too.
 */
public final class Service0000 implements Service {

  /** For {@link Services}. */
  public Service0000() {}

  @Override
  public long handle(Service[] all, int depth, long path) {
    if (depth == 0) {
      return Service.work(path);
    }
    Service next = all[Service.layer(all, depth, path)];
    return switch (Service.method(depth, path)) {
      case 0 -> next.handle(all, depth - 1, path) + 1;
      case 1 -> next.read(all, depth - 1, path) + 2;
      case 2 -> next.parse(all, depth - 1, path) + 3;
      case 3 -> next.check(all, depth - 1, path) + 4;
      case 4 -> next.find(all, depth - 1, path) + 5;
      default -> next.store(all, depth - 1, path) + 6;
    };
  }

  @Override
  public long read(Service[] all, int depth, long path) {
    if (depth == 0) {
      return Service.work(path);
    }
    Service next = all[Service.layer(all, depth, path)];
    return switch (Service.method(depth, path)) {
      case 0 -> next.handle(all, depth - 1, path) + 1;
      case 1 -> next.read(all, depth - 1, path) + 2;
      case 2 -> next.parse(all, depth - 1, path) + 3;
      case 3 -> next.check(all, depth - 1, path) + 4;
      case 4 -> next.find(all, depth - 1, path) + 5;
      default -> next.store(all, depth - 1, path) + 6;
    };
  }

  @Override
  public long parse(Service[] all, int depth, long path) {
    if (depth == 0) {
      return Service.work(path);
    }
    Service next = all[Service.layer(all, depth, path)];
    return switch (Service.method(depth, path)) {
      case 0 -> next.handle(all, depth - 1, path) + 1;
      case 1 -> next.read(all, depth - 1, path) + 2;
      case 2 -> next.parse(all, depth - 1, path) + 3;
      case 3 -> next.check(all, depth - 1, path) + 4;
      case 4 -> next.find(all, depth - 1, path) + 5;
      default -> next.store(all, depth - 1, path) + 6;
    };
  }

  @Override
  public long check(Service[] all, int depth, long path) {
    if (depth == 0) {
      return Service.work(path);
    }
    Service next = all[Service.layer(all, depth, path)];
    return switch (Service.method(depth, path)) {
      case 0 -> next.handle(all, depth - 1, path) + 1;
      case 1 -> next.read(all, depth - 1, path) + 2;
      case 2 -> next.parse(all, depth - 1, path) + 3;
      case 3 -> next.check(all, depth - 1, path) + 4;
      case 4 -> next.find(all, depth - 1, path) + 5;
      default -> next.store(all, depth - 1, path) + 6;
    };
  }

  @Override
  public long find(Service[] all, int depth, long path) {
    if (depth == 0) {
      return Service.work(path);
    }
    Service next = all[Service.layer(all, depth, path)];
    return switch (Service.method(depth, path)) {
      case 0 -> next.handle(all, depth - 1, path) + 1;
      case 1 -> next.read(all, depth - 1, path) + 2;
      case 2 -> next.parse(all, depth - 1, path) + 3;
      case 3 -> next.check(all, depth - 1, path) + 4;
      case 4 -> next.find(all, depth - 1, path) + 5;
      default -> next.store(all, depth - 1, path) + 6;
    };
  }

  @Override
  public long store(Service[] all, int depth, long path) {
    if (depth == 0) {
      return Service.work(path);
    }
    Service next = all[Service.layer(all, depth, path)];
    return switch (Service.method(depth, path)) {
      case 0 -> next.handle(all, depth - 1, path) + 1;
      case 1 -> next.read(all, depth - 1, path) + 2;
      case 2 -> next.parse(all, depth - 1, path) + 3;
      case 3 -> next.check(all, depth - 1, path) + 4;
      case 4 -> next.find(all, depth - 1, path) + 5;
      default -> next.store(all, depth - 1, path) + 6;
    };
  }
}
