package dev.pixdelta.tokenizer;

import java.util.Arrays;

/**
 * A trie of byte strings, each with a value of its own. Nodes are numbers; the edges of all nodes
 * lie in one hash table, so that adding and following an edge take the same time however many there
 * are.
 */
final class PieceTrie {
  /** The node where every string begins. */
  static final int ROOT = 0;

  /** No such node, or no value. */
  static final int NONE = -1;

  /** Vocabularies of 250,000 pieces need about a million. */
  static final int MAX_NODES = 1 << 22;

  /** An odd number near 2^32 divided by the golden ratio, which spreads keys that are close. */
  private static final int SPREAD = 0x9E3779B9;

  private int[] keys = new int[1 << 16]; // a node and a byte
  private int[] children = new int[1 << 16]; // by the same index; ROOT where there is no edge
  private int[] values = new int[1 << 15];
  private int nodes = 1;

  PieceTrie() {
    values[ROOT] = NONE;
  }

  /** The node that a byte leads to, or {@link #NONE}. */
  int child(int node, byte b) {
    int child = children[slot(key(node, b))];
    return child == ROOT ? NONE : child;
  }

  /** The value of the string that ends at a node, or {@link #NONE}. */
  int value(int node) {
    return values[node];
  }

  /**
   * Adds a string.
   *
   * @param value from 0 on
   * @return false, and nothing is changed, if it is there
   * @throws IllegalStateException if there would be more than {@link #MAX_NODES} nodes
   */
  boolean add(byte[] string, int value) {
    int node = ROOT;
    for (byte b : string) {
      int key = key(node, b);
      int slot = slot(key);
      if (children[slot] == ROOT) {
        addEdge(slot, key);
        slot = slot(key);
      }
      node = children[slot];
    }
    if (values[node] != NONE) {
      return false;
    }
    values[node] = value;
    return true;
  }

  private void addEdge(int slot, int key) {
    if (nodes == MAX_NODES) {
      throw new IllegalStateException(nodes + " nodes");
    }
    if (nodes == values.length) {
      values = Arrays.copyOf(values, 2 * nodes);
      grow();
      slot = slot(key);
    }
    keys[slot] = key;
    children[slot] = nodes;
    values[nodes++] = NONE;
  }

  /** Half of the slots stay empty, so that few keys share a way. */
  private void grow() {
    int[] oldKeys = keys;
    int[] oldChildren = children;
    keys = new int[2 * oldKeys.length];
    children = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldChildren[i] != ROOT) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        children[slot] = oldChildren[i];
      }
    }
  }

  private static int key(int node, byte b) {
    return (node << 8) | (b & 0xFF);
  }

  /** Where a key is, or would be. */
  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = (key * SPREAD) >>> Integer.numberOfLeadingZeros(mask);
    while (children[slot] != ROOT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
