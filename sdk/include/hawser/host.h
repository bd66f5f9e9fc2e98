/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Hawser host SDK: find and load connectors, check configurations, run actions, receive
 * documents. Link with libhawser (pkg-config hawser).
 *
 * Words are those of <hawser/connector.h>; so are codes, statuses and flags. In short:
 *
 *     hawser_host *host = hawser_host_new();
 *     hawser_load(host, "ftp", &ftp, &problem);
 *     hawser_open(ftp, json, strlen(json), NULL, &link, &problem);
 *     hawser_execution *run = hawser_execution_new(link, "query", "{}", 2, 0);
 *     hawser_execution_to_directory(run, "in", 0, &problem);
 *     hawser_execution_run(run, NULL, NULL, &problem);
 *
 * Rules for the whole of it
 *   Ownership   *_new, hawser_load and hawser_open make an object that the function named beside it
 *               frees; all such functions take NULL. An object is freed before the one that it was
 *               made from. Strings passed in are copied unless a comment says borrowed. Strings
 *               handed to a callback are borrowed for that callback.
 *   Problems    a function that can fail takes `hawser_problem **ret_problem`; NULL is allowed. On
 *               failure a new problem is stored there, which the caller frees; on success it is not
 *               touched.
 *   Threads     a hawser_host may be used by many threads at once. Any other object by one thread
 *               at a time, but objects made from the same one may be used at once; where a
 *               connector's thread model forbids that, the SDK makes them wait for each other.
 *   Callbacks   run on the thread that called the SDK or on a thread of the connector, never two at
 *               once for one execution (but each source, the sink and the function that gives
 *               sources may run beside others, each one at a time for itself), and must not call
 *               back into the same execution, nor into a connector whose thread model lets only one
 *               call in at a time and which is making this one.
 *   Silence     the library does not write to stdout or stderr, exit, change locale or signals.
 *
 * Since 0.1 unless a comment names a later version.
 */
#ifndef HAWSER_HOST_H
#define HAWSER_HOST_H

#include <hawser/connector.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hawser_host hawser_host;           /* where connectors and trust are looked for */
typedef struct hawser_loaded hawser_loaded;       /* a connector that was loaded */
typedef struct hawser_link hawser_link;           /* an open connection */
typedef struct hawser_execution hawser_execution; /* an action with its documents */
typedef struct hawser_problem hawser_problem;     /* why something failed */

/* The version of the library that runs, such as "0.1.0". Static. */
HAWSER_EXPORT const char *hawser_version(void);

/* A code's name ("NOT_FOUND"); a status's name ("SUCCESS"); a retry class's name ("NEVER"), as the
   schemas have them. Static; "UNKNOWN" for a number that has none. */
HAWSER_EXPORT const char *hawser_code_name(int32_t code);
HAWSER_EXPORT const char *hawser_status_name(uint32_t status);
HAWSER_EXPORT const char *hawser_retry_name(uint32_t retry);

/* --- Problems --------------------------------------------------------------------------------- */

/* What a problem says. The struct and its texts are borrowed until hawser_problem_free. */
HAWSER_EXPORT const hawser_error *hawser_problem_error(const hawser_problem *problem);
HAWSER_EXPORT void hawser_problem_free(hawser_problem *problem);

/* --- The host --------------------------------------------------------------------------------- */

/*
 * A host with the settings of the environment, or else of the installation:
 *   connectors  HAWSER_CONNECTOR_PATH (folders, separated by ':'), then the install folder
 *   trust       HAWSER_TRUST_DIR, else $sysconfdir/hawser/trust.d
 *   bundle      HAWSER_CA_BUNDLE, else the system's
 *   state       HAWSER_STATE_DIR, else $localstatedir/lib/hawser (root) or
 *               $XDG_STATE_HOME/hawser or ~/.local/state/hawser (others)
 * NULL: no memory. Nothing is read from disk yet.
 */
HAWSER_EXPORT hawser_host *hawser_host_new(void);
HAWSER_EXPORT void hawser_host_free(hawser_host *host);

/* Settings (uint32_t) for hawser_host_set */
#define HAWSER_SETTING_CONNECTOR_PATH 0
#define HAWSER_SETTING_TRUST_DIR 1
#define HAWSER_SETTING_CA_BUNDLE 2
#define HAWSER_SETTING_STATE_DIR 3

/* Replaces one setting. Before the host is used by a second thread.
   A connector path replaces the install folder as well. HAWSER_BAD_ARGUMENT: no such setting, or
   `value` is NULL; HAWSER_NO_MEMORY. */
HAWSER_EXPORT int32_t hawser_host_set(hawser_host *host, uint32_t setting, const char *value);
/* The value in use, borrowed until it is set again; NULL: no such setting. */
HAWSER_EXPORT const char *hawser_host_get(const hawser_host *host, uint32_t setting);

/* A log line. `connector` is an id or NULL; `correlation_id` may be NULL. */
typedef void (*hawser_log_fn)(void *user, uint32_t level, const char *connector,
    const char *correlation_id, const char *line, size_t length);

/* Lines up to and including `most` (HAWSER_LOG_*) go to `log`, from any thread, one at a time.
   NULL: none. */
HAWSER_EXPORT void hawser_host_on_log(hawser_host *host, hawser_log_fn log, void *user,
    uint32_t most);

/* Limits of one call: how it can be ended, and how it is named in logs. NULL instead: no limits.
   HAWSER_BAD_ARGUMENT where the size is not set. */
typedef struct hawser_control {
    size_t size;                /* sizeof(hawser_control) */
    int32_t cancel_fd;          /* as in hawser_call; -1: none. 0 is a descriptor: standard input.
                                   Borrowed for the call */
    uint32_t reserved;
    uint64_t deadline_ns;       /* as in hawser_call; 0: none */
    const char *correlation_id; /* NULL: none */
} hawser_control;

/* --- Connectors ------------------------------------------------------------------------------- */

/* One file that looks like a connector. `id`, `version` are NULL and `problem` is not where it
   can't be loaded. */
typedef struct hawser_found {
    size_t size;
    const char *path;
    const char *id;
    const char *version;
    uint32_t abi_major;
    uint32_t abi_minor;
    const hawser_error *problem;
} hawser_found;

/* Calls `each` for every connector on the path, by folder, then by file name, until it returns
   non-zero. A folder that does not exist is passed over. Loads each, so a broken file is found
   out. */
HAWSER_EXPORT int32_t hawser_find(hawser_host *host,
    int32_t (*each)(void *user, const hawser_found *found), void *user,
    hawser_problem **ret_problem);

/*
 * Loads a connector by id ("ftp", looked for as ftp.so on the path) or by path (with a '/'). The
 * file must be regular, of root or the user, and writable by its owner alone. Its code stays loaded
 * until the process ends. HAWSER_NOT_FOUND: none on the path (the message lists where it was looked
 * for); HAWSER_DENIED: ownership or mode; HAWSER_UNSUPPORTED: not a connector, or of another major
 * version; HAWSER_PROTOCOL: its table breaks the ABI, or has another id; HAWSER_BAD_ARGUMENT:
 * neither an id nor a path.
 */
HAWSER_EXPORT int32_t hawser_load(hawser_host *host, const char *name, hawser_loaded **ret_loaded,
    hawser_problem **ret_problem);
HAWSER_EXPORT void hawser_unload(hawser_loaded *loaded);

/* The connector's table, complete: empty optional slots answer HAWSER_UNSUPPORTED. Borrowed
   until unload. */
HAWSER_EXPORT const hawser_connector *hawser_loaded_table(const hawser_loaded *loaded);
HAWSER_EXPORT const char *hawser_loaded_path(const hawser_loaded *loaded);

/* The connector's descriptor (schemas/descriptor.json), checked. Borrowed until unload; asked
   for once. HAWSER_PROTOCOL: the connector emitted something else. */
HAWSER_EXPORT int32_t hawser_describe(hawser_loaded *loaded, const char **ret_json,
    size_t *ret_length, hawser_problem **ret_problem);

/* --- Validation ------------------------------------------------------------------------------- */

/* Severities (uint32_t) of a finding */
#define HAWSER_FINDING_ERROR 0
#define HAWSER_FINDING_WARNING 1
#define HAWSER_FINDING_INFO 2

/* One finding. Pointers are borrowed for the callback. */
typedef struct hawser_finding {
    size_t size;
    uint32_t severity;       /* HAWSER_FINDING_* */
    uint32_t visible;        /* 0: the field is not shown with these settings */
    const char *document;    /* "connection" or "operation" */
    const char *pointer;     /* JSON Pointer into it; "" is the whole */
    const char *code;        /* stable: "schema.unknown-field", "ftp.config.implicit-port" */
    const char *message;     /* names the field by its label */
    const char *hint;        /* NULL: none */
    const char *recommended; /* JSON array of values; NULL: none */
    const char *json;        /* the whole finding as one line (schemas/finding.json) */
} hawser_finding;

typedef void (*hawser_finding_fn)(void *user, const hawser_finding *finding);

/* What to validate. `connection` and `operation` are JSON as a person wrote it, secrets
   included. */
typedef struct hawser_config {
    size_t size;
    uint32_t flags;         /* HAWSER_VALIDATE_DRAFT or 0 */
    uint32_t reserved;
    const char *connection; /* NULL: not to be validated */
    size_t connection_length;
    const char *action;     /* NULL: only the connection */
    const char *operation;  /* NULL: as "{}" where an action is named */
    size_t operation_length;
} hawser_config;

/*
 * Validates by schema, then by the connector. No network, no file, no secret is resolved.
 * HAWSER_OK: no finding of severity error; HAWSER_BAD_CONFIG: at least one, and they were reported
 * (no problem is made); other codes: could not validate (HAWSER_BAD_ARGUMENT: no such action).
 */
HAWSER_EXPORT int32_t hawser_validate(hawser_loaded *loaded, const hawser_config *config,
    hawser_finding_fn each, void *user, hawser_problem **ret_problem);

/* --- Live ------------------------------------------------------------------------------------- */

/* Emitted JSON, one object: a test's stage or a browse's suggestion. */
typedef void (*hawser_emitted_fn)(void *user, const char *json, size_t length);

/*
 * Tries a connection (validated first, as final). `options` is the connector's own JSON object or
 * NULL. Each stage is reported as it ends. HAWSER_OK: all passed; HAWSER_BAD_CONFIG: did not
 * validate (the problem holds the first finding) or a secret can't be read; else the code of the
 * stage that failed.
 */
HAWSER_EXPORT int32_t hawser_test(hawser_loaded *loaded, const char *connection, size_t length,
    const char *options, const hawser_control *control, hawser_emitted_fn each, void *user,
    hawser_problem **ret_problem);

/* Suggestions for the field at `field` (a JSON Pointer), of which `value` was typed. The
   connection is validated as a draft, since a person is still filling it in. */
HAWSER_EXPORT int32_t hawser_browse(hawser_loaded *loaded, const char *connection, size_t length,
    const char *field, const char *value, const hawser_control *control, hawser_emitted_fn each,
    void *user, hawser_problem **ret_problem);

/*
 * Opens a connection: validates it as final, reads its secrets, hands it to the connector. No
 * network yet. A secret field holds {"$secret": "env:NAME" | "file:/path" | "systemd:NAME"} or a
 * literal; the connector sees only a placeholder. Freed by hawser_close, which ends the sessions
 * within the control's limits.
 */
HAWSER_EXPORT int32_t hawser_open(hawser_loaded *loaded, const char *connection, size_t length,
    const hawser_control *control, hawser_link **ret_link, hawser_problem **ret_problem);
HAWSER_EXPORT void hawser_close(hawser_link *link, const hawser_control *control);

/* HAWSER_OK: open sessions answer; HAWSER_UNSUPPORTED: the connector can't tell. */
HAWSER_EXPORT int32_t hawser_is_alive(hawser_link *link, const hawser_control *control);

/* --- Execution -------------------------------------------------------------------------------- */

/* Flags (uint32_t) for hawser_execution_new, beside those of the connector ABI
   (HAWSER_EXECUTE_*) */
/* fsync documents also where no source is deleted. They need no recovery: their sources are
   there. */
#define HAWSER_EXECUTE_DURABLE 0x10000u

/*
 * With HAWSER_EXECUTE_DRY_RUN nothing is changed: input documents are opened, to see that they can
 * be, but not read; no sink gets anything, a directory sink is not even made; and on_output gets
 * one record for each thing that would be done (see hawser_execute_request). What the sink would
 * say to a document is not part of it. The flag is for connectors that know it.
 */
/*
 * An execution of `action` with an operation (JSON; NULL: "{}"), used for one run. Validation
 * happens at the run. NULL: no memory. Freed by hawser_execution_free.
 */
HAWSER_EXPORT hawser_execution *hawser_execution_new(hawser_link *link, const char *action,
    const char *operation, size_t length, uint32_t flags);
HAWSER_EXPORT void hawser_execution_free(hawser_execution *execution);

/*
 * Input documents, in the order in which they are added. `properties` is a JSON object or NULL.
 * An action without inputs needs none: the SDK supplies the empty one.
 * HAWSER_BAD_ARGUMENT: properties that are not a JSON object; HAWSER_NO_MEMORY.
 */
HAWSER_EXPORT int32_t hawser_execution_add_id(hawser_execution *execution, const char *id,
    const char *properties);
/* The bytes of a file, opened when its turn comes. Without a fileName property the file's own
   name is given, without timestampUtc the time of its last change when it was added. A named pipe is spooled like a descriptor. A file that can't be opened then is
   reported as an APPLICATION_ERROR (HAWSER_NOT_FOUND, HAWSER_DENIED, HAWSER_HOST); the connector
   gets the next one. */
HAWSER_EXPORT int32_t hawser_execution_add_file(hawser_execution *execution, const char *path,
    const char *properties);
/* Borrowed bytes, valid until the execution is freed. */
HAWSER_EXPORT int32_t hawser_execution_add_memory(hawser_execution *execution, const void *bytes,
    size_t length, const char *properties);
/* What can be read from a descriptor, which stays the caller's. Kept, while it is read, in a
   temporary file in TMPDIR, so that it can be read again; a regular file is read as it is, from
   where the descriptor stands. */
HAWSER_EXPORT int32_t hawser_execution_add_descriptor(hawser_execution *execution,
    int32_t descriptor, const char *properties);

/* An input of the host's own making. Functions run on any thread, one at a time for one source. */
typedef struct hawser_source {
    size_t size;
    void *user;
    const char *id;         /* NULL: none. Copied when the source is handed over */
    const char *properties; /* JSON object; NULL: none. Copied likewise */
    uint64_t content_size;  /* how many bytes `read` gives, neither fewer nor more, or the document
                               fails with HAWSER_HOST. HAWSER_SIZE_UNKNOWN: as many as come */
    /* As doc_read of the ABI; NULL: no bytes. */
    int32_t (*read)(void *user, void *buffer, size_t capacity, size_t *ret_length);
    /* As doc_rewind; NULL: can't be read again. */
    int32_t (*rewind)(void *user, uint64_t offset);
    /* Ends its use; NULL: nothing to do. Called exactly once. */
    void (*close)(void *user);
    /* What tells this document, with these bytes, from every other, now and in later executions: a
       message's id, say; at most 1024 bytes. A connector may need it to find out, after a crash,
       what it had done with it. NULL: nothing does. Copied like `id` */
    const char *identity;
} hawser_source;

/* After the inputs that were added, `next` is asked for more: HAWSER_OK and *source filled,
   HAWSER_END, or HAWSER_HOST to end the execution (so does any other code; HAWSER_CANCELLED and
   HAWSER_TIMEOUT are passed on). Of the source, size and content_size are set, all else is zero.
   Properties that are no JSON object make that document fail with HAWSER_BAD_ARGUMENT. */
HAWSER_EXPORT int32_t hawser_execution_on_input(hawser_execution *execution,
    int32_t (*next)(void *user, hawser_source *source), void *user);

/* Flags (uint32_t) of a directory sink */
#define HAWSER_DIRECTORY_OVERWRITE 1u /* replace files of the same name */

/*
 * Output documents become files of a directory, which is made if it is missing (not its parents):
 * named by fileName made safe, written under a temporary name, renamed when published, never
 * outside the directory, never through a symbolic link (but a link to the directory itself is
 * followed). Those without a fileName are document-1, document-2, ... Records
 * (HAWSER_OUTPUT_RECORD) do not become files: they go to on_output from memory, up to 16 MiB each.
 * A second document of the same name is refused with HAWSER_EXISTS, also where files may be
 * replaced. Documents that an earlier run prepared and could not publish, because it was killed,
 * are published by this call, as "name (recovered).ext" where the name is taken, and reported to
 * the log as warnings. HAWSER_HOST: can't be opened or written to.
 */
HAWSER_EXPORT int32_t hawser_execution_to_directory(hawser_execution *execution, const char *path,
    uint32_t flags, hawser_problem **ret_problem);

/* Output documents are kept in memory, each up to `limit` bytes, and handed to on_output. Not
   durable. This is the default, with a limit of 16 MiB. */
HAWSER_EXPORT int32_t hawser_execution_to_memory(hawser_execution *execution, size_t limit);

/* The bytes of output documents are written to a descriptor, one document after the other: the
   first that is open at once, those that are open beside it after its end, from temporary files
   in TMPDIR. The connector is told to use one thread (HAWSER_EXECUTE_ONE_THREAD), so that they are
   in the order of delivery. What was written of a document that is discarded stays. Records go to
   on_output instead. Not durable, nor rewindable. No SIGPIPE is raised. The descriptor stays the
   caller's. */
HAWSER_EXPORT int32_t hawser_execution_to_descriptor(hawser_execution *execution,
    int32_t descriptor);

/* A sink of the host's own making; functions as those of the same name in hawser_documents, one
   at a time. `input` of a request is the host's number. A NULL slot answers HAWSER_UNSUPPORTED
   where the capability is not claimed, and must not be NULL otherwise; open, write, prepare,
   publish and discard are required. The struct is copied. */
typedef struct hawser_sink {
    size_t size;
    void *user;
    uint32_t capabilities; /* HAWSER_OUTPUT_*, without DESCRIPTOR */
    uint32_t reserved;
    int32_t (*open)(void *user, const hawser_output_request *request, void **ret_document);
    int32_t (*write)(void *user, void *document, const void *bytes, size_t length,
        size_t *ret_length);
    int32_t (*read)(void *user, void *document, uint64_t offset, void *buffer, size_t capacity,
        size_t *ret_length);
    int32_t (*truncate)(void *user, void *document, uint64_t offset);
    int32_t (*prepare)(void *user, void *document, const char *properties, size_t length);
    int32_t (*publish)(void *user, void *document);
    void (*discard)(void *user, void *document);

    /* Of one document, as out_descriptor and out_moved, for bytes that then do not pass `write`; it is asked again where
       the next byte goes there. -1: it has none. Either may be NULL. */
    int32_t (*descriptor)(void *user, void *document);
    void (*moved)(void *user, void *document, uint64_t length);
} hawser_sink;

HAWSER_EXPORT int32_t hawser_execution_to_sink(hawser_execution *execution,
    const hawser_sink *sink);

/* An output document that was published, or could not be made. Borrowed for the callback. */
typedef struct hawser_delivered {
    size_t size;
    /* 0 for the first, counted in the order in which they are reported */
    uint64_t document;
    uint64_t input;            /* number of the input from which it came, 0 for the first added */
    const char *properties;    /* JSON object */
    const char *file;          /* path of its file; NULL: not a file */
    const void *bytes;         /* its bytes; NULL: not kept in memory */
    uint64_t length;           /* how many bytes it has */
    uint32_t record;           /* 1: a record in JSON, not a file's bytes */
    uint32_t reserved;
    const hawser_error *error; /* NULL: published; else it could not be made, and why */
} hawser_delivered;

/* What came of an input. Borrowed for the callback. */
typedef struct hawser_outcome {
    size_t size;
    uint64_t input;
    uint32_t status;           /* HAWSER_STATUS_* */
    uint32_t reserved;
    const char *id;            /* of the input; NULL: none */
    const char *properties;    /* of the input: JSON object */
    const hawser_error *error; /* NULL with SUCCESS, and where it was skipped without a reason */
    const char *detail;        /* the connector's receipt, a JSON object; NULL: none */
} hawser_outcome;

HAWSER_EXPORT void hawser_execution_on_output(hawser_execution *execution,
    void (*output)(void *user, const hawser_delivered *delivered), void *user);
HAWSER_EXPORT void hawser_execution_on_result(hawser_execution *execution,
    void (*result)(void *user, const hawser_outcome *outcome), void *user);
HAWSER_EXPORT void hawser_execution_on_progress(hawser_execution *execution,
    void (*progress)(void *user, uint64_t input, uint64_t done, uint64_t total), void *user);

/* Counts of one execution. */
typedef struct hawser_summary {
    size_t size;
    uint64_t inputs;         /* with a result of any status */
    uint64_t statuses[5];    /* by HAWSER_STATUS_* */
    uint64_t outputs;        /* published */
    uint64_t outputs_failed; /* could not be made */
    uint64_t bytes_in;       /* read from input documents */
    uint64_t bytes_out;      /* written to published output documents, records not counted */
    uint64_t elapsed_ns;
} hawser_summary;

/*
 * Runs it. Every input that was added or given gets one result, whatever happens. `ret_summary` may
 * be NULL; it is filled on failure too, as far as `size` reaches. HAWSER_OK: every result is
 * SUCCESS, or SKIPPED without an error; HAWSER_BAD_CONFIG: the operation did not validate, nothing
 * was done; HAWSER_CANCELLED, HAWSER_TIMEOUT: ended early; HAWSER_BAD_ARGUMENT: it has run before;
 * otherwise the code of the call, or else of the first document, in the order of inputs, that
 * failed. An error of the connector's that tells what the host's side answered (HAWSER_HOST,
 * HAWSER_EXISTS, ...) is given with the host's reason in brackets behind the connector's message.
 */
HAWSER_EXPORT int32_t hawser_execution_run(hawser_execution *execution,
    const hawser_control *control, hawser_summary *ret_summary, hawser_problem **ret_problem);

/* --- Trust ------------------------------------------------------------------------------------ */

/* A deployed certificate. Borrowed for the callback. */
typedef struct hawser_trusted {
    size_t size;
    const char *name;        /* by which it is removed */
    const char *subject;     /* RFC 4514 */
    const char *issuer;
    const char *fingerprint; /* SHA-256, "AB:CD:..." */
    int64_t not_before;      /* seconds since 1970-01-01 UTC */
    int64_t not_after;
    const char *peer;        /* trusted for this host alone; NULL: for all */
    uint32_t authority;      /* 1: may sign others */
    uint32_t reserved;
} hawser_trusted;

/* What was deployed, by name; not the bundle. A directory that does not exist is empty.
   HAWSER_DATA: a file in it can't be used, so nothing in it is trusted; all others were
   reported. */
HAWSER_EXPORT int32_t hawser_trust_list(hawser_host *host,
    int32_t (*each)(void *user, const hawser_trusted *trusted), void *user,
    hawser_problem **ret_problem);

/*
 * Deploys every certificate of a PEM (or one in DER), for `peer` alone or, if it is NULL, for all,
 * each reported to `each` (may be NULL). Used from the next connection on. One that is there
 * already is no error. HAWSER_BAD_ARGUMENT: holds no certificate, or a private key (refused);
 * HAWSER_DENIED, HAWSER_HOST: can't be written.
 */
HAWSER_EXPORT int32_t hawser_trust_add(hawser_host *host, const char *pem, size_t length,
    const char *peer, int32_t (*each)(void *user, const hawser_trusted *trusted), void *user,
    hawser_problem **ret_problem);

/* Removes one by name, or by the beginning of its fingerprint (4 digits or more) where that is
   unique. HAWSER_NOT_FOUND: no such; HAWSER_BAD_ARGUMENT: more than one; HAWSER_DENIED,
   HAWSER_HOST: can't be removed. */
HAWSER_EXPORT int32_t hawser_trust_remove(hawser_host *host, const char *name,
    hawser_problem **ret_problem);

#ifdef __cplusplus
}
#endif

#endif
