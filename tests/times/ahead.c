/* The wall clock of a program, CLOCK_AHEAD seconds ahead of the true one (or behind, if below nought); loaded by
 * LD_PRELOAD. What measures a span, the monotonic clock, stays as it is, and so do sleeps and waits.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t ahead(void) {
    const char *told = getenv("CLOCK_AHEAD");
    return told ? (time_t)atoll(told) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*true_one)(clockid_t, struct timespec *);
    if (!true_one)
        true_one = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int said = true_one(clock, now);
    if (said == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += ahead();
    return said;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec at;
    (void)zone;
    int said = clock_gettime(CLOCK_REALTIME, &at);
    if (said == 0) {
        now->tv_sec = at.tv_sec;
        now->tv_usec = at.tv_nsec / 1000;
    }
    return said;
}

time_t time(time_t *now) {
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    if (now)
        *now = at.tv_sec;
    return at.tv_sec;
}

/* Who waits until an instant of the wall clock has asked us for the time: the system is told the true instant. */

int sem_timedwait(sem_t *restrict one, const struct timespec *restrict until) {
    static int (*true_one)(sem_t *, const struct timespec *);
    if (!true_one)
        true_one = (int (*)(sem_t *, const struct timespec *))dlsym(RTLD_NEXT, "sem_timedwait");
    struct timespec at = {until->tv_sec - ahead(), until->tv_nsec};
    return true_one(one, &at);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict one, const struct timespec *restrict until) {
    static int (*true_one)(pthread_mutex_t *, const struct timespec *);
    if (!true_one)
        true_one = (int (*)(pthread_mutex_t *, const struct timespec *))dlsym(RTLD_NEXT, "pthread_mutex_timedlock");
    struct timespec at = {until->tv_sec - ahead(), until->tv_nsec};
    return true_one(one, &at);
}
