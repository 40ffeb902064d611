package tbot.diag.pprof.flamegraph;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.LongIndex;

/**
 * The stacks of a profile as a tree. A node is a frame, with its line, below the frame that called
 * it. Nodes are numbers from 1; 0 is the root. A node takes some 24 bytes.
 */
final class CallTree {

  // Keyed by the parent's number and the frame's.
  private final LongIndex nodes = new LongIndex();
  private final LongIndex frameNumbers = new LongIndex();
  private final List<Frame> frames = new ArrayList<>();

  /** Adds the frames of a stack; returns the node of the innermost. */
  int add(CallStack stack) {
    int node = 0;
    for (int i = stack.depth() - 1; i >= 0; i--) {
      node = child(node, stack, i);
    }
    return node;
  }

  /** Adds the frame of a stack below a node. */
  int child(int parent, CallStack stack, int index) {
    Frame frame = stack.frame(index);
    long hash = stack.contentHash(index, index + 1);
    int number = frameNumbers.add(frame.isInlined() ? ~hash : hash);
    if (number > frames.size()) {
      frames.add(frame);
    }
    return nodes.add((long) parent << Integer.SIZE | (number - 1));
  }

  /** The number of nodes, which is the highest, too. */
  int size() {
    return nodes.size();
  }

  /** The node above a node; always a lower number. */
  int parent(int node) {
    return (int) (nodes.key(node) >>> Integer.SIZE);
  }

  /** The index of a node's frame in {@link #frames}. */
  int frame(int node) {
    return (int) nodes.key(node);
  }

  /** The distinct frames, in order of first appearance. */
  List<Frame> frames() {
    return frames;
  }
}
