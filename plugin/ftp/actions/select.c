/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/select.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"
#include "ftp/session/zone.h"

#include <string.h>
#include <time.h>

bool ftp_marker_name(const char *pattern, const char *name, struct buffer *marker)
{
    const char *place = strstr(pattern, FTP_MARKER_NAME);
    buffer_clear(marker);
    return place && buffer_add(marker, pattern, (size_t)(place - pattern)) &&
           buffer_add_text(marker, name) &&
           buffer_add_text(marker, place + strlen(FTP_MARKER_NAME));
}

/* Where MDTM does not answer: the listing's local time, if its zone is known. It may be up to a minute after
 * what is shown, and counts as that. */
static bool listed_utc(
    struct ftp_run *run, const struct ftp_planned *planned, struct ftp_time *ret_time)
{
    struct ftp_stamp stamp;
    ftp_zone_stamp(run->session, &planned->modified, &stamp);
    if (planned->type == FTP_ENTRY_LINK || stamp.utc.precision < FTP_TIME_MINUTE)
        return false;
    *ret_time = stamp.utc;
    if (stamp.utc.precision == FTP_TIME_MINUTE)
        ret_time->seconds += 59;
    return true;
}

/* A listing tells local time, or none: then MDTM is asked. It should be UTC (RFC 3659, 2.3), and is taken for it unless
 * it is known that the server shifts it. */
static bool find_utc(struct ftp_run *run, const struct ftp_planned *planned, struct ftp_time *time,
    struct ftp_error *error)
{
    struct buffer operand;
    struct ftp_stamp stamp;
    *time = planned->modified;
    if (time->precision >= FTP_TIME_MINUTE && time->zone == FTP_ZONE_UTC &&
        planned->type != FTP_ENTRY_LINK)
        return true;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = ftp_operand(planned->name, planned->name_length, &operand) ||
                ftp_error_no_room(error, "the name is too long");
    done = done && ftp_file_modified(run->session, operand.data, time, error);
    buffer_done(&operand);
    if (!done)
        return false;
    ftp_zone_stamp(run->session, time, &stamp);
    if (stamp.utc.precision != FTP_TIME_UNKNOWN)
        *time = stamp.utc;
    if (time->precision != FTP_TIME_UNKNOWN && time->zone == FTP_ZONE_UTC)
        return true;
    if (listed_utc(run, planned, time))
        return true;
    return ftp_error_set(error, FTP_FAULT_AGE_UNKNOWN,
        "the server tells no UTC time of %s, neither in its listing nor by MDTM", planned->name);
}

/* FTP has no way to ask for the server's clock. One that is ahead makes files look younger, so that
 * they are left for later; one that is behind by some time needs a Minimum Age longer by that. */
static enum ftp_selected by_age(
    struct ftp_run *run, const struct ftp_planned *planned, struct ftp_error *error)
{
    struct ftp_time changed;
    if (!run->operation->minimum_age)
        return FTP_SELECTED;
    if (!find_utc(run, planned, &changed, error))
        return FTP_SELECT_FAILED;
    return (int64_t)time(NULL) - changed.seconds >= (int64_t)run->operation->minimum_age
               ? FTP_SELECTED
               : FTP_PASSED_OVER;
}

static enum ftp_selected by_marker(struct ftp_run *run, const char *directory,
    const struct ftp_planned *planned, struct buffer *marker, struct ftp_error *error)
{
    struct ftp_found found;
    buffer_clear(marker);
    if (!*run->operation->marker_file)
        return FTP_SELECTED;
    if (!ftp_marker_name(run->operation->marker_file, planned->name, marker)) {
        ftp_error_set(error, FTP_FAULT_BAD_NAME, "the marker's name is too long");
        return FTP_SELECT_FAILED;
    }
    if (!ftp_lookup(run->session, directory, marker->data, false, &found, error))
        return FTP_SELECT_FAILED;
    return found.presence == FTP_PRESENT_FILE ? FTP_SELECTED : FTP_PASSED_OVER;
}

enum ftp_selected ftp_select(struct ftp_run *run, const char *directory,
    const struct ftp_planned *planned, struct buffer *marker, struct ftp_error *error)
{
    bool empty = planned->size_known && planned->size == 0 && planned->type == FTP_ENTRY_FILE;
    if (empty && run->operation->if_empty == FTP_EMPTY_SKIP)
        return FTP_PASSED_OVER;
    enum ftp_selected selected = by_age(run, planned, error);
    return selected == FTP_SELECTED ? by_marker(run, directory, planned, marker, error) : selected;
}
