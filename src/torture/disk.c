/*
 * Loaded into the tool's Java (LD_PRELOAD). It sees each call that touches a file below $TORTURE_ROOT or standard output.
 *
 *   TORTURE_LOG=FILE      writes each call to FILE, with its data; power cuts are simulated from this recording
 *   TORTURE_FAULT=N:E     makes the Nth call fail with the error number E; E = 0 kills the process before the call
 *   TORTURE_FAULT=N+:E    does this for each later call, too
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))real(#name))

static const char *root;
static size_t root_length;
static int log_file = -1;
static long faulty, count;
static int faulty_on, error;
static char *paths[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
  char program[32] = "";
  int comm = REAL(open)("/proc/self/comm", O_RDONLY | O_CLOEXEC);
  if (comm >= 0) {
    ssize_t length = REAL(read)(comm, program, sizeof program - 1);
    program[length > 0 ? length : 0] = 0;
    REAL(close)(comm);
  }
  const char *where = getenv("TORTURE_ROOT");
  if (where == NULL || strcmp(program, "java\n") != 0) {
    return; /* the launcher's shell, and what it calls */
  }
  root_length = strlen(where);
  const char *record = getenv("TORTURE_LOG");
  if (record != NULL) {
    int opened = REAL(open)(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_file = fcntl(opened, F_DUPFD_CLOEXEC, 200);
    REAL(close)(opened);
  }
  const char *fault = getenv("TORTURE_FAULT");
  if (fault != NULL) {
    char *rest;
    faulty = strtol(fault, &rest, 10);
    faulty_on = *rest == '+';
    error = atoi(strchr(rest, ':') + 1);
  }
  root = where;
}

/* The path below the root, which is kept while the caller needs it; NULL for any other path. */
static const char *below(const char *path) {
  if (root == NULL || path == NULL || strncmp(path, root, root_length) != 0) {
    return NULL;
  }
  return path[root_length] == '/' ? path + root_length + 1 : path[root_length] == 0 ? "." : NULL;
}

static const char *at(int folder, const char *path, char *whole) {
  if (root == NULL || path == NULL) {
    return NULL;
  }
  if (path[0] == '/' || folder < 0 || folder >= FILES || paths[folder] == NULL) {
    return below(path);
  }
  snprintf(whole, 4096, "%s/%s", paths[folder], path);
  return whole;
}

static const char *opened(int file) {
  return root == NULL || file < 0 ? NULL : file == 1 ? "<output>" : file < FILES ? paths[file] : NULL;
}

static void note(const void *data, size_t length, const char *format, ...) {
  char head[5000];
  va_list values;
  if (log_file < 0) {
    return;
  }
  va_start(values, format);
  int size = vsnprintf(head, sizeof head, format, values);
  va_end(values);
  struct iovec parts[] = {{head, size}, {(void *)data, length}};
  if (writev(log_file, parts, 2) < 0) {
    _exit(99);
  }
}

/* Counts the call, and says whether it must fail. The lock is held from here to the end of the call. */
static int fails(const char *call, const char *path) {
  pthread_mutex_lock(&lock);
  count++;
  note(NULL, 0, "N %s %s\n", call, path);
  if (faulty != 0 && (count == faulty || (faulty_on && count > faulty))) {
    if (error == 0) {
      kill(getpid(), SIGKILL);
      pause();
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return 1;
  }
  return 0;
}

static void done(void) {
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
}

static int open_file(const char *name, int folder, const char *path, int flags, mode_t mode) {
  char whole[4096];
  const char *ours = at(folder, path, whole);
  int (*call)(int, const char *, int, ...) = REAL(openat64);
  if (ours == NULL) {
    return call(folder, path, flags, mode);
  }
  struct stat before;
  int existed = REAL(fstatat)(folder, path, &before, AT_SYMLINK_NOFOLLOW) == 0;
  if (fails(flags & O_CREAT && !existed ? "create" : name, ours)) {
    return -1;
  }
  int file = call(folder, path, flags, mode);
  if (file >= 0 && file < FILES) {
    free(paths[file]);
    paths[file] = strdup(ours);
    if (flags & O_CREAT && !existed) {
      note(NULL, 0, "C %s\n", ours);
    } else if (flags & O_TRUNC) {
      note(NULL, 0, "T 0 %s\n", ours);
    }
  }
  done();
  return file;
}

#define MODE                                                                                                           \
  mode_t mode = 0;                                                                                                     \
  if (flags & (O_CREAT | O_TMPFILE)) {                                                                                 \
    va_list values;                                                                                                    \
    va_start(values, flags);                                                                                           \
    mode = va_arg(values, int);                                                                                        \
    va_end(values);                                                                                                    \
  }

int open(const char *path, int flags, ...) { MODE return open_file("open", AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return open_file("open", AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return open_file("open", folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return open_file("open", folder, path, flags, mode); }

int close(int file) {
  if (root != NULL && file >= 0 && file < FILES && paths[file] != NULL) {
    pthread_mutex_lock(&lock);
    free(paths[file]);
    paths[file] = NULL;
    pthread_mutex_unlock(&lock);
  }
  return REAL(close)(file);
}

static void wrote(int file, const char *path, const void *data, ssize_t length, off_t offset) {
  if (length >= 0 && file == 1) {
    note(data, length, "A 1 %zd\n", length);
  } else if (length >= 0) {
    note(data, length, "W %lld %zd %s\n", (long long)offset, length, path);
  }
}

ssize_t write(int file, const void *data, size_t length) {
  const char *path = opened(file);
  if (root != NULL && file == 2) {
    note(data, length, "A 2 %zu\n", length);
  }
  if (path == NULL) {
    return REAL(write)(file, data, length);
  }
  if (fails("write", path)) {
    return -1;
  }
  off_t offset = lseek(file, 0, SEEK_CUR);
  ssize_t written = REAL(write)(file, data, length);
  wrote(file, path, data, written, offset);
  done();
  return written;
}

#define WRITES_AT(name, type)                                                                                          \
  ssize_t name(int file, const void *data, size_t length, type offset) {                                               \
    const char *path = opened(file);                                                                                   \
    if (path == NULL) {                                                                                                \
      return REAL(name)(file, data, length, offset);                                                                   \
    }                                                                                                                  \
    if (fails("write", path)) {                                                                                        \
      return -1;                                                                                                       \
    }                                                                                                                  \
    ssize_t written = REAL(name)(file, data, length, offset);                                                          \
    wrote(file, path, data, written, offset);                                                                          \
    done();                                                                                                            \
    return written;                                                                                                    \
  }
WRITES_AT(pwrite, off_t)
WRITES_AT(pwrite64, off64_t)

/* A call on an open file. It is recorded if it succeeds. */
#define ON_FILE(type, name, word, parameters, values, ...)                                                             \
  type name parameters {                                                                                               \
    const char *path = opened(file);                                                                                   \
    if (path == NULL || file == 1) {                                                                                   \
      return REAL(name) values;                                                                                        \
    }                                                                                                                  \
    if (fails(word, path)) {                                                                                           \
      return -1;                                                                                                       \
    }                                                                                                                  \
    type result = REAL(name) values;                                                                                   \
    if (result == 0) {                                                                                                 \
      __VA_ARGS__;                                                                                                     \
    }                                                                                                                  \
    done();                                                                                                            \
    return result;                                                                                                     \
  }
ON_FILE(ssize_t, read, "read", (int file, void *data, size_t length), (file, data, length))
ON_FILE(ssize_t, pread, "read", (int file, void *data, size_t length, off_t offset), (file, data, length, offset))
ON_FILE(ssize_t, pread64, "read", (int file, void *data, size_t length, off64_t offset), (file, data, length, offset))
ON_FILE(int, fsync, "sync", (int file), (file), note(NULL, 0, "S %s\n", path))
ON_FILE(int, fdatasync, "sync", (int file), (file), note(NULL, 0, "S %s\n", path))
ON_FILE(int, ftruncate, "truncate", (int file, off_t size), (file, size), note(NULL, 0, "T %lld %s\n", (long long)size, path))
ON_FILE(int, ftruncate64, "truncate", (int file, off64_t size), (file, size), note(NULL, 0, "T %lld %s\n", (long long)size, path))
ON_FILE(int, fchmod, "mode", (int file, mode_t mode), (file, mode))
ON_FILE(int, fstat, "stat", (int file, struct stat *facts), (file, facts))
ON_FILE(int, fstat64, "stat", (int file, struct stat64 *facts), (file, facts))

#define LOCKS(name)                                                                                                    \
  int name(int file, int command, ...) {                                                                               \
    va_list values;                                                                                                    \
    va_start(values, command);                                                                                         \
    void *value = va_arg(values, void *);                                                                              \
    va_end(values);                                                                                                    \
    const char *path = opened(file);                                                                                   \
    if (path == NULL || (command != F_SETLK && command != F_SETLKW)) {                                                 \
      return REAL(name)(file, command, value);                                                                         \
    }                                                                                                                  \
    if (fails("lock", path)) {                                                                                         \
      return -1;                                                                                                       \
    }                                                                                                                  \
    pthread_mutex_unlock(&lock); /* others must go on while this one waits */                                          \
    return REAL(name)(file, command, value);                                                                           \
  }
LOCKS(fcntl)
LOCKS(fcntl64)

/* A call that takes the name of a file. */
#define ON_PATH(name, word, folder, parameters, values, ...)                                                           \
  int name parameters {                                                                                                \
    char whole[4096];                                                                                                  \
    const char *ours = at(folder, path, whole);                                                                        \
    if (ours == NULL) {                                                                                                \
      return REAL(name) values;                                                                                        \
    }                                                                                                                  \
    if (fails(word, ours)) {                                                                                           \
      return -1;                                                                                                       \
    }                                                                                                                  \
    int result = REAL(name) values;                                                                                    \
    if (result == 0) {                                                                                                 \
      __VA_ARGS__;                                                                                                     \
    }                                                                                                                  \
    done();                                                                                                            \
    return result;                                                                                                     \
  }
ON_PATH(unlink, "unlink", AT_FDCWD, (const char *path), (path), note(NULL, 0, "U %s\n", ours))
ON_PATH(rmdir, "unlink", AT_FDCWD, (const char *path), (path), note(NULL, 0, "U %s\n", ours))
ON_PATH(unlinkat, "unlink", folder, (int folder, const char *path, int flags), (folder, path, flags), note(NULL, 0, "U %s\n", ours))
ON_PATH(mkdir, "mkdir", AT_FDCWD, (const char *path, mode_t mode), (path, mode), note(NULL, 0, "M %s\n", ours))
ON_PATH(rename, "rename", AT_FDCWD, (const char *path, const char *to), (path, to), note(NULL, 0, "R %zu %s %s\n", strlen(ours), ours, below(to) ? below(to) : "?"))
ON_PATH(chmod, "mode", AT_FDCWD, (const char *path, mode_t mode), (path, mode))
ON_PATH(stat, "stat", AT_FDCWD, (const char *path, struct stat *facts), (path, facts))
ON_PATH(lstat, "stat", AT_FDCWD, (const char *path, struct stat *facts), (path, facts))
ON_PATH(stat64, "stat", AT_FDCWD, (const char *path, struct stat64 *facts), (path, facts))
ON_PATH(lstat64, "stat", AT_FDCWD, (const char *path, struct stat64 *facts), (path, facts))
ON_PATH(fstatat64, "stat", folder, (int folder, const char *path, struct stat64 *facts, int flags), (folder, path, facts, flags))
ON_PATH(__xstat64, "stat", AT_FDCWD, (int version, const char *path, struct stat64 *facts), (version, path, facts))
ON_PATH(__lxstat64, "stat", AT_FDCWD, (int version, const char *path, struct stat64 *facts), (version, path, facts))
ON_PATH(access, "stat", AT_FDCWD, (const char *path, int mode), (path, mode))
