/* libical: parse the whole feed, unroll every series into the window, count what overlaps it.
   cc -O2 run_libical.c -lical; run_libical FEED START END, with instants such as 2026-02-01T00:00:00Z */
#define _GNU_SOURCE /* strptime, timegm */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct instance {
    const char *uid;
    time_t at;
};

static struct instance *moved; /* the instances that an override stands for */
static size_t moves;

static int by_uid_and_time(const void *left, const void *right)
{
    const struct instance *a = left, *b = right;
    int order = strcmp(a->uid, b->uid);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static double processor(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static double clock_on_the_wall(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static time_t instant(const char *iso)
{
    struct tm at = {0};
    strptime(iso, "%Y-%m-%dT%H:%M:%S", &at);
    return timegm(&at);
}

static char *contents(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        exit(2);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *body = malloc(size + 1);
    if (!body || fread(body, 1, size, file) != size)
        exit(2);
    body[size] = 0;
    fclose(file);
    return body;
}

static time_t seconds(struct icaltimetype at)
{
    return icaltime_as_timet_with_zone(at, at.zone);
}

static time_t value(icalproperty *property, icalcomponent *event)
{
    return seconds(icalproperty_get_datetime_with_component(property, event));
}

static int excluded(icalcomponent *event, const char *uid, time_t at)
{
    struct instance one = {uid, at};
    icalproperty *each = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY);
    for (; each; each = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY))
        if (value(each, event) == at)
            return 1;
    return moves && bsearch(&one, moved, moves, sizeof one, by_uid_and_time) != NULL;
}

static long series(icalcomponent *event, const char *uid, time_t length, time_t start, time_t end)
{
    long count = 0;
    struct icaltimetype first = icalcomponent_get_dtstart(event), next;
    icalproperty *each = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (each) {
        icalrecur_iterator *rule = icalrecur_iterator_new(icalproperty_get_rrule(each), first);
        while (rule && !icaltime_is_null_time(next = icalrecur_iterator_next(rule))) {
            time_t at = seconds(next);
            if (at >= end)
                break;
            count += at + length > start && !excluded(event, uid, at);
        }
        if (rule)
            icalrecur_iterator_free(rule);
    }
    each = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
    for (; each; each = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY)) {
        struct icaltimetype date = icalproperty_get_rdate(each).time; /* which forgets its zone */
        if (icalproperty_get_first_parameter(each, ICAL_TZID_PARAMETER))
            date.zone = first.zone;
        time_t at = seconds(date);
        count += at < end && at + length > start && !excluded(event, uid, at);
    }
    return count;
}

int main(int many, char **words)
{
    if (many != 4)
        return 2;
    time_t start = instant(words[2]), end = instant(words[3]);
    double wall = clock_on_the_wall(), cpu = processor();

    icalcomponent *calendar = icalparser_parse_string(contents(words[1]));
    if (!calendar)
        return 3;
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalproperty *stands_for = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
        if (!stands_for)
            continue;
        if (moves % 1024 == 0)
            moved = realloc(moved, (moves + 1024) * sizeof *moved);
        moved[moves++] = (struct instance){icalcomponent_get_uid(event), value(stands_for, event)};
    }
    qsort(moved, moves, sizeof *moved, by_uid_and_time);

    long count = 0;
    event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        time_t first = seconds(icalcomponent_get_dtstart(event));
        time_t length = seconds(icalcomponent_get_dtend(event)) - first;
        int repeats = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY) ||
                      icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY);
        if (repeats && !icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY))
            count += series(event, icalcomponent_get_uid(event), length, start, end);
        else
            count += first < end && first + length > start;
    }

    printf("{\"cpu\": %.4f, \"wall\": %.4f, \"count\": %ld, \"version\": \"%s\"}\n", processor() - cpu,
           clock_on_the_wall() - wall, count, ICAL_VERSION);
    return 0;
}
