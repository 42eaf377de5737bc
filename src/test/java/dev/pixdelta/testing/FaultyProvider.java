package dev.pixdelta.testing;

import dev.pixdelta.testing.FaultyDisk.Operation;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultyDisk} does: asks the disk, then the default file system. */
final class FaultyProvider extends FileSystemProvider {
  private static final FileSystemProvider REAL = FileSystems.getDefault().provider();

  private final FaultyDisk disk;
  private final List<Path> open = new CopyOnWriteArrayList<>();

  FaultyProvider(FaultyDisk disk) {
    this.disk = disk;
  }

  List<Path> open() {
    return List.copyOf(open);
  }

  private Path before(Operation operation, Path path) throws IOException {
    Path real = FaultyDisk.real(path);
    disk.before(operation, real);
    return real;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean writes = options.contains(StandardOpenOption.WRITE);
    Path real = before(writes ? Operation.OPEN_TO_WRITE : Operation.OPEN_TO_READ, path);
    FileChannel channel = REAL.newFileChannel(real, options, attributes);
    open.add(real);
    return new FaultyChannel(
        channel, operation -> disk.before(operation, real), () -> open.remove(real));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> all =
        REAL.newDirectoryStream(
            before(Operation.LIST, folder), path -> filter.accept(disk.path(path)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> real = all.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return real.hasNext();
          }

          @Override
          public Path next() {
            return disk.path(real.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        all.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    REAL.createDirectory(before(Operation.CREATE_FOLDER, folder), attributes);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    REAL.createLink(before(Operation.CREATE_LINK, link), FaultyDisk.real(existing));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    REAL.createSymbolicLink(
        before(Operation.CREATE_LINK, link), FaultyDisk.real(target), attributes);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return disk.path(REAL.readSymbolicLink(FaultyDisk.real(link)));
  }

  @Override
  public void delete(Path path) throws IOException {
    REAL.delete(before(Operation.DELETE, path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    REAL.copy(before(Operation.COPY, source), FaultyDisk.real(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    REAL.move(before(Operation.MOVE, source), FaultyDisk.real(target), options);
  }

  @Override
  public boolean isSameFile(Path a, Path b) throws IOException {
    return REAL.isSameFile(FaultyDisk.real(a), FaultyDisk.real(b));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return REAL.isHidden(FaultyDisk.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return REAL.getFileStore(FaultyDisk.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    REAL.checkAccess(FaultyDisk.real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    V view = REAL.getFileAttributeView(FaultyDisk.real(path), type, options);
    return view == null ? null : type.cast(checked(view, type, path));
  }

  /** A view whose setters ask first. */
  private Object checked(Object view, Class<?> type, Path path) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          if (method.getName().startsWith("set")) {
            disk.before(Operation.SET_ATTRIBUTE, FaultyDisk.real(path));
          }
          try {
            return method.invoke(view, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return REAL.readAttributes(before(Operation.READ_ATTRIBUTES, path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return REAL.readAttributes(before(Operation.READ_ATTRIBUTES, path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    REAL.setAttribute(before(Operation.SET_ATTRIBUTE, path), name, value, options);
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return disk;
  }

  @Override
  public Path getPath(URI uri) {
    return disk.path(REAL.getPath(uri));
  }
}
