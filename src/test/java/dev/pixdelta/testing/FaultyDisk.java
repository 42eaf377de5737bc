package dev.pixdelta.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The disk as it is, but for what a test lets fail or wait: every operation goes to the default
 * file system after the test was asked. Its paths name the same files as the default ones, and are
 * equal only to each other.
 */
public final class FaultyDisk extends FileSystem {
  /** What is done to a path. */
  public enum Operation {
    OPEN_TO_READ,
    OPEN_TO_WRITE,
    WRITE,
    SIZE,
    LIST,
    CREATE_FOLDER,
    CREATE_LINK,
    DELETE,
    COPY,
    MOVE,
    READ_ATTRIBUTES,
    SET_ATTRIBUTE
  }

  /** Lets operations fail, or wait. */
  @FunctionalInterface
  public interface Fault {
    /**
     * Called before each operation, on the thread that does it.
     *
     * @param path on the default file system; of a move or copy the source
     */
    void before(Operation operation, Path path) throws IOException;
  }

  private static final FileSystem REAL = FileSystems.getDefault();

  private final FaultyProvider provider = new FaultyProvider(this);
  private volatile Fault fault = (operation, path) -> {};

  /** Asks this from now on. */
  public void set(Fault newFault) {
    fault = newFault;
  }

  /** Everything works again. */
  public void repair() {
    fault = (operation, path) -> {};
  }

  /** Nothing can be written any more: files and folders can be made, but no bytes put into them. */
  public void fill() {
    set(
        (operation, path) -> {
          if (operation == Operation.WRITE || operation == Operation.COPY) {
            throw new IOException("No space left on device");
          }
        });
  }

  /**
   * Lets the n-th operation of some kinds from now on fail, counted from 0, and no other.
   *
   * @return whether it has come to that
   */
  public BooleanSupplier failAt(int n, Set<Operation> kinds) {
    AtomicInteger count = new AtomicInteger();
    set(
        (operation, path) -> {
          if (kinds.contains(operation) && count.getAndIncrement() == n) {
            throw new IOException("Input/output error");
          }
        });
    return () -> count.get() > n;
  }

  /** Files that are open now. */
  public List<Path> open() {
    return provider.open();
  }

  /** A file of the default file system as it is on this disk. */
  public Path path(Path real) {
    return (Path)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Path.class}, new Wrapped(real));
  }

  void before(Operation operation, Path real) throws IOException {
    fault.before(operation, real);
  }

  /** The same file on the default file system. */
  static Path real(Path path) {
    return (Path) unwrapped(path);
  }

  private static Object unwrapped(Object object) {
    return Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof Wrapped w
        ? w.real
        : object;
  }

  /** Makes a path of this disk of what a path of the default one answers. */
  private final class Wrapped implements InvocationHandler {
    private final Path real;

    Wrapped(Path real) {
      this.real = real;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("getFileSystem")) {
        return FaultyDisk.this;
      }
      if (method.getName().equals("equals")) {
        return arguments != null
            && arguments[0] instanceof Path p
            && p.getFileSystem() == FaultyDisk.this
            && real.equals(real(p));
      }
      Object[] plain = arguments == null ? new Object[0] : arguments.clone();
      for (int i = 0; i < plain.length; i++) {
        plain[i] = unwrapped(plain[i]);
      }
      try {
        Object result = method.invoke(real, plain);
        return result instanceof Path p
            ? path(p)
            : result instanceof Iterator<?> all ? wrapped(all) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private Iterator<Path> wrapped(Iterator<?> all) {
      List<Path> paths = new ArrayList<>();
      all.forEachRemaining(p -> paths.add(path((Path) p)));
      return paths.iterator();
    }
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    // it is open as long as the default one
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return REAL.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    REAL.getRootDirectories().forEach(root -> roots.add(path(root)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return REAL.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return REAL.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(REAL.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = REAL.getPathMatcher(pattern);
    return path -> matcher.matches(real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return REAL.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return REAL.newWatchService();
  }
}
