/*
 * Preloaded into a process, this puts its wall clock ahead by the seconds that a file holds as one 64-bit number,
 * which may change while the process runs. Every other clock stays right, as when somebody sets a machine's time.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

/* What a clock that counts from the machine's start does not reach. */
#define MANY_SECONDS 1000000000

static volatile const int64_t *ahead;

__attribute__((constructor)) static void find(void) {
    const char *name = getenv("WALL_CLOCK_AHEAD");
    int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    void *page = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *ahead, PROT_READ, MAP_SHARED, file, 0);
    if (page == MAP_FAILED) {
        abort();
    }
    ahead = page;
}

static time_t seconds(void) {
    return ahead ? *ahead : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) {
        *(void **) &real = dlsym(RTLD_NEXT, "clock_gettime");
    }
    int failed = real(clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        now->tv_sec += seconds();
    }
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    static int (*real)(struct timeval *, void *);
    if (!real) {
        *(void **) &real = dlsym(RTLD_NEXT, "gettimeofday");
    }
    int failed = real(now, zone);
    if (!failed) {
        now->tv_sec += seconds();
    }
    return failed;
}

time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (into) {
        *into = now.tv_sec;
    }
    return now.tv_sec;
}

/* The kernel waits by its own clock, so that an instant of this one must be told in that. */
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
    struct timespec right = *until;
    if (until->tv_sec < MANY_SECONDS) {
        return pthread_cond_clockwait(condition, mutex, CLOCK_MONOTONIC, &right);
    }
    right.tv_sec -= seconds();
    return pthread_cond_clockwait(condition, mutex, CLOCK_REALTIME, &right);
}
