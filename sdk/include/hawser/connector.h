/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Hawser connector ABI, version 1.0.
 *
 * A connector is a shared object that exports one function, hawser_connector_entry(), and through
 * the table that it returns can describe itself, validate a configuration and execute actions. A
 * host is whoever loads it. This header is all that a connector needs; it includes no other
 * library.
 *
 * Words used below
 *   call        one invocation of a table function, from its entry until its return.
 *   borrowed    the memory stays the giver's; it is valid until the time that is named, and if none
 *               is named, until the function to which it was passed returns.
 *   [call]      a function or callback that runs on the thread which made the call.
 *   [any]       a callback that any thread of the connector may invoke while the call lasts; the
 *               host serialises what needs it. With HAWSER_EXECUTE_ONE_THREAD it becomes [call].
 *   text        UTF-8. A `const char *` with a length beside it need not end in NUL; one without
 *               a length ends in NUL. NULL is allowed only where a comment says so.
 *   JSON        RFC 8259 text in UTF-8 with a length. Numbers outside of 64 bits do not occur.
 *
 * Rules for the whole of it
 *   Types       only fixed-width integers, size_t, pointers and descriptors cross (all plain C; no
 *               enumeration, bool, long, FILE, bit field, union or variable arguments).
 *   Memory      the host owns all that comes out of a connector: it copies what it is given before
 *               its callback returns. Nothing crosses that the other side would have to release,
 *               except by the function named for it. Handles are three: connection, input document,
 *               output document.
 *   Growth      a struct that begins with `size` may gain fields at its end in a later minor
 *               version. Who makes the struct sets `size` to sizeof; who reads a field added after
 *               1.0 first checks, with HAWSER_HAS(), that the struct reaches it. Everything else
 *               that is optional is an extension, asked for by name and revision. A connector built
 *               for 1.n loads in every host of major 1.
 *   Returns     every function returns HAWSER_OK (0) or one of the positive codes below.
 *   Libraries   a connector does not write to stdout or stderr, exit, change locale, signals or
 *               directories, nor leave threads that outlive the call (name resolution excepted, and
 *               only with memory of its own).
 *
 * Since 1.0, unless a comment names a later version.
 */
#ifndef HAWSER_CONNECTOR_H
#define HAWSER_CONNECTOR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HAWSER_ABI_MAJOR 1
#define HAWSER_ABI_MINOR 0

/* The one symbol that a connector exports is marked with this. */
#if defined(__GNUC__)
#define HAWSER_EXPORT __attribute__((visibility("default")))
#else
#define HAWSER_EXPORT
#endif

/* True when the struct at `object`, made by the other side, is long enough to hold `field`. */
#define HAWSER_HAS(object, type, field)                                                            \
    ((object)->size >= offsetof(type, field) + sizeof((object)->field))

/* --- Codes: the coarse class of what went wrong (int32_t) ------------------------------------- */

#define HAWSER_OK 0
#define HAWSER_END 1             /* no more input documents, or the end of a document's bytes */
#define HAWSER_CANCELLED 2       /* the cancellation descriptor turned readable */
#define HAWSER_TIMEOUT 3         /* the call's deadline, or a configured timeout, passed */
#define HAWSER_BAD_ARGUMENT 4    /* the caller broke a rule of this header */
#define HAWSER_BAD_CONFIG 5      /* a connection, operation or property is not acceptable */
#define HAWSER_UNSUPPORTED 6     /* neither this side nor the peer can do it */
#define HAWSER_NO_MEMORY 7       /* an allocation failed */
#define HAWSER_NETWORK 8         /* resolve, connect, reset, unexpected end */
#define HAWSER_TRUST 9           /* the peer's identity could not be proven, or encryption failed */
#define HAWSER_AUTHENTICATION 10 /* the peer refused the credentials */
#define HAWSER_DENIED 11         /* the peer refused the operation for lack of rights */
#define HAWSER_NOT_FOUND 12      /* the thing named does not exist */
#define HAWSER_EXISTS 13         /* the thing named exists and may not be replaced */
#define HAWSER_RESOURCE 14       /* no space, quota, too many connections */
#define HAWSER_PROTOCOL 15       /* the peer said something that the protocol does not allow */
#define HAWSER_DATA 16           /* bytes are missing, changed, or not what they should be */
#define HAWSER_HOST 17           /* a host callback failed; the host knows why */
#define HAWSER_INTERNAL 18       /* a fault in the connector */

/* --- Retry classes (uint32_t): what must change before trying again makes sense --------------- */

#define HAWSER_RETRY_NEVER 0           /* not before a person changed something */
#define HAWSER_RETRY_SAME_CONNECTION 1 /* at once, over what is open */
#define HAWSER_RETRY_NEW_CONNECTION 2  /* at once, over a new session */
#define HAWSER_RETRY_LATER 3           /* after a pause: the peer is busy, full or down */

/* --- Statuses of an input document (uint32_t) ------------------------------------------------- */

#define HAWSER_STATUS_SUCCESS 0
#define HAWSER_STATUS_APPLICATION_ERROR 1 /* this document fails: not found, denied, exists, ... */
#define HAWSER_STATUS_FAILURE 2           /* connection or host failed; the execution ends */
#define HAWSER_STATUS_SKIPPED 3           /* not begun: nothing in the world changed */
#define HAWSER_STATUS_UNKNOWN 4           /* the world may have changed; the error: what to check */

/* --- Thread models (uint32_t) of a table ------------------------------------------------------ */

/* SERIAL: one call at a time in the whole process. PER_CONNECTION: one at a time on each
   connection, but describe, validate, test, browse and open at any time. PARALLEL: any at any
   time, but for close, which comes last. */
#define HAWSER_THREADS_SERIAL 0
#define HAWSER_THREADS_PER_CONNECTION 1
#define HAWSER_THREADS_PARALLEL 2

/* --- Levels of a log line (uint32_t) ---------------------------------------------------------- */

#define HAWSER_LOG_ERROR 0
#define HAWSER_LOG_WARNING 1
#define HAWSER_LOG_INFO 2
#define HAWSER_LOG_DEBUG 3
#define HAWSER_LOG_PROTOCOL 4 /* what went over the wire, redacted by the connector */

/* --- Kinds of what is emitted (uint32_t) ------------------------------------------------------ */

#define HAWSER_EMIT_DESCRIPTOR 0 /* by describe, exactly one */
#define HAWSER_EMIT_FINDING 1    /* by validate, any number */
#define HAWSER_EMIT_STAGE 2      /* by test, one for each stage, in the order in which they ran */
#define HAWSER_EMIT_SUGGESTION 3 /* by browse, any number */

#define HAWSER_SIZE_UNKNOWN (~(uint64_t)0)

/* What stands in a connection's JSON in the place of a secret that is set. The secret itself comes
   from hawser_call.secret and from nowhere else. */
#define HAWSER_SECRET_PLACEHOLDER "(secret)"

/*
 * Schemas in a descriptor are JSON Schema 2020-12: connectionSchema, operationSchema and the property
 * sets. Known are the core, applicator, validation and unevaluated vocabularies, "$ref" to "$defs",
 * "$anchor" and "$id" within the schema, and the formats hostname, ipv4, ipv6, uri, iri, uri-reference,
 * regex, date-time, date, time, duration, email, idn-email, uuid, json-pointer and relative-json-pointer, which are
 * asserted. All else
 * ("$dynamicRef", "$vocabulary", references out of the schema, other formats, unknown keywords) is
 * refused when the descriptor is read; names that begin with "x-" are the connector's own. The host
 * gives fields at the top level that are missing their "default" before it calls, and writes whole numbers of up to 64 bits
 * without fraction and exponent, also where a person wrote 1.0 or 1e0. It takes configurations of up to 4 MiB, 128 levels
 * deep, and shows up to 100 findings of a schema. "x-secret" has its place in the connection alone.
 *
 * Words that a field may have beside those of JSON Schema
 *   "title"                what people call it: every message names it so
 *   "x-secret": true       a person gives a reference to it ({"$secret": "env:NAME"}) or writes it out;
 *                          the connector finds HAWSER_SECRET_PLACEHOLDER. pattern, minLength and the
 *                          like hold one that is written out, whose value no message shows
 *   "x-identity": true     of the connection: tells endpoints apart, see hawser_state_1
 *   "x-ui": {...}          for forms and messages, each optional:
 *     "order": 3           its place among its siblings, in forms and findings
 *     "visibleWhen": {"tls": [true]}
 *                          shown where each named sibling (or its default) has one of the values; a
 *                          finding of a field that is hidden says so, and remains one
 *     "recommended": [..]  values to offer where it is wrong; else default and enum are
 *     "rule": "be a path"  completes "LABEL must ..." where pattern, format or not is not met
 *     "enumTitles": {"a": "Active"}
 *                          what people call the values of an enum; or a list, in their order
 */

/* --- Errors ----------------------------------------------------------------------------------- */

/*
 * One error, as passed to the host. All pointers are borrowed for the callback. Texts never hold a
 * secret, not even a masked one's length.
 */
typedef struct hawser_error {
    size_t size;            /* sizeof(hawser_error) */
    int32_t code;           /* one of the codes above, not HAWSER_OK */
    uint32_t retry;         /* HAWSER_RETRY_*, as the catalogue says of `id` */
    int32_t native;         /* the peer's own code (an FTP reply, an errno); 0: none */
    uint32_t reserved;      /* 0 */
    const char *id;         /* stable, in the descriptor's catalogue: "ftp.file.not-found" */
    const char *message;    /* for a person: what was tried and what came back */
    const char *hint;       /* what to change; NULL: what the catalogue says of `id`, if anything */
    const char *transcript; /* the last exchanges, redacted, a line each; NULL: none */
} hawser_error;

/* --- The call --------------------------------------------------------------------------------- */

/*
 * What the host lends to each call. The struct and all that it points to are borrowed for the call.
 * Every callback takes `host`, the field of that name, as its first argument.
 *
 * Cancellation: `cancel_fd` turns readable when the call should end, and stays so; -1: it will not.
 * The connector polls it in every wait (name resolution included), on as many threads as it likes,
 * and never reads from nor closes it. `deadline_ns` is the same by the clock. After either, the
 * connector returns within one second, clean-up included, with HAWSER_CANCELLED or HAWSER_TIMEOUT,
 * and what it could not clean up is named in the result of the document concerned.
 *
 * Callbacks may block. Such time counts against no timeout of the connector's, every callback that
 * blocks observes the cancellation itself, and a peer that hung up meanwhile is reconnected to.
 */
typedef struct hawser_call {
    size_t size;                /* sizeof(hawser_call) of the host */
    uint32_t abi_minor;         /* the host's minor version */
    int32_t cancel_fd;          /* becomes and stays readable on cancellation; -1: none */
    uint64_t deadline_ns;       /* CLOCK_MONOTONIC in nanoseconds; 0: none */
    const char *correlation_id; /* repeated by the host in every log line; NULL: none */
    void *host;                 /* passed back to every callback */

    /*
     * Hands one piece of JSON to the host: `kind` is HAWSER_EMIT_*. [call]
     * Returns HAWSER_OK; HAWSER_BAD_ARGUMENT when the JSON is malformed or `kind` does not fit
     * the call; HAWSER_NO_MEMORY. On an error the connector returns that code from the call.
     */
    int32_t (*emit)(void *host, uint32_t kind, const char *json, size_t length);

    /* Says why the call will return the code that it will return. At most once a call; the last
       counts. Not for a document's error: that stands in its result. [call] */
    void (*fail)(void *host, const hawser_error *error);

    /* One line without a line end, text, at most 64 KiB. The host filters by level, adds time and
       correlation; the connector has redacted what the peer's protocol hides. [any] */
    void (*log)(void *host, uint32_t level, const char *line, size_t length);

    /* `done` of `total` bytes (HAWSER_SIZE_UNKNOWN) of input `input` have moved. Cheap; the
       connector calls it at most ten times a second for one document. [any] */
    void (*progress)(void *host, uint64_t input, uint64_t done, uint64_t total);

    /*
     * Fills `buffer` with the secret at `pointer`, a JSON Pointer into the connection
     * ("/password"), and sets *ret_length. No NUL is added. The connector wipes the buffer when it
     * has used it. [any]
     * Returns HAWSER_OK; HAWSER_NOT_FOUND: none is set there; HAWSER_RESOURCE: `capacity` is too
     * small, *ret_length says what it takes; HAWSER_HOST: set, but its source can't be read.
     */
    int32_t (*secret)(void *host, const char *pointer, char *buffer, size_t capacity,
        size_t *ret_length);

    /* The host's implementation of an extension, by name and revision ("hawser.trust/1"),
       borrowed for the call; NULL: this host has none. [any] */
    const void *(*extension)(void *host, const char *name);
} hawser_call;

/* --- Extensions that hosts of 1.0 may offer --------------------------------------------------- */

#define HAWSER_EXTENSION_TRUST "hawser.trust/1"
#define HAWSER_EXTENSION_STATE "hawser.state/1"

/*
 * hawser.trust/1: the certificates that the runtime trusts. Trust belongs to the runtime, not to a
 * connection. A connection may narrow it, never widen it silently.
 */
typedef struct hawser_trust_1 {
    size_t size;

    /*
     * The trusted certificates for one peer as PEM text: the runtime's bundle, what was deployed
     * for every peer, and what was deployed for `peer` alone (a host name or address as
     * configured). *ret_pem is borrowed until the call ends. *ret_generation changes whenever the
     * answer for any peer would, so that a connector may keep a parsed store until then, beyond the
     * call. [any]
     * Returns HAWSER_OK, HAWSER_NO_MEMORY, or HAWSER_HOST: the store can't be read.
     */
    int32_t (*certificates)(void *host, const char *peer, const char **ret_pem, size_t *ret_length,
        uint64_t *ret_generation);
} hawser_trust_1;

/*
 * hawser.state/1: small blobs that outlive the call, kept for one endpoint and operation: the fields
 * of the connection whose schema says "x-identity": true, or all of them where none does. A write is
 * atomic, and outlives the process when it returns; a loss of power it outlives only where the host
 * was asked to write through (--durable). Keys are of [A-Za-z0-9._-], 1 to 128 bytes; blobs at most
 * 64 KiB.
 */
typedef struct hawser_state_1 {
    size_t size;

    /* Fills `buffer`; HAWSER_NOT_FOUND: no such key; HAWSER_RESOURCE: too small, *ret_length
       says what it takes; HAWSER_HOST: can't be read. [any] */
    int32_t (*get)(void *host, const char *key, void *buffer, size_t capacity, size_t *ret_length);

    /* Replaces the blob at `key`. HAWSER_BAD_ARGUMENT: key or size; HAWSER_HOST: can't be
       written. [any] */
    int32_t (*put)(void *host, const char *key, const void *blob, size_t length);

    /* Removes it, and ends the call's claim to it; HAWSER_OK too where there was none. [any] */
    int32_t (*remove)(void *host, const char *key);

    /* Calls `each` with every key that begins with `prefix`, in byte order, until it returns
       non-zero. `each` must not use this extension. [any] */
    int32_t (*list)(void *host, const char *prefix, int32_t (*each)(void *user, const char *key),
        void *user);

    /* Claims the key, whether or not there is a blob, until it is removed or the call, or the
       process, ends. HAWSER_EXISTS: another call has claimed it; HAWSER_HOST: can't be locked.
       [any] */
    int32_t (*claim)(void *host, const char *key);
} hawser_state_1;

/* --- Documents -------------------------------------------------------------------------------- */

typedef struct hawser_document hawser_document; /* an input document; the host's */
typedef struct hawser_output hawser_output;     /* an output document; the host's */

/* Input capabilities (uint32_t) */
#define HAWSER_INPUT_REPLAYABLE 1u /* doc_rewind works */
#define HAWSER_INPUT_DESCRIPTOR 2u /* doc_descriptor works */

/* Output capabilities (uint32_t) */
#define HAWSER_OUTPUT_REWINDABLE 1u /* out_truncate works */
#define HAWSER_OUTPUT_READABLE 2u   /* out_read works, and a descriptor is open for reading too */
#define HAWSER_OUTPUT_DURABLE 4u    /* after out_prepare the bytes survive a crash of the host */
#define HAWSER_OUTPUT_DESCRIPTOR 8u /* out_descriptor works */

/*
 * One input document. The struct is the connector's, filled by next_input; what it points to is
 * borrowed until doc_close of that document.
 */
typedef struct hawser_input {
    size_t size;                /* set by the connector before next_input */
    uint64_t index;             /* 0 for the first, then counted up; names it in results */
    hawser_document *document;  /* for the doc_ functions; never NULL */
    const char *id;             /* of actions that take an id; NULL: this input has none */
    size_t id_length;
    const char *properties;     /* JSON object of dynamic properties; "{}" where there are none.
                                   Of a file the host sets `fileName` and, in ISO 8601,
                                   `timestampUtc`, its time of change, unless they are given */
    size_t properties_length;
    uint64_t content_size;      /* bytes; HAWSER_SIZE_UNKNOWN. A hint: the source may lie */
    uint32_t capabilities;      /* HAWSER_INPUT_* */
    uint32_t reserved;
    const char *identity;       /* the same in each execution for the same document with the same
                                   bytes, for no other; bytes, at most 1024. NULL: not known */
    size_t identity_length;
} hawser_input;

/* What an output document is, for out_open. Borrowed for the callback. */
typedef struct hawser_output_request {
    size_t size;
    uint64_t input;             /* index of the input from which it comes */
    const char *properties;     /* JSON object: what is known by now (a file's name) */
    size_t properties_length;
    uint64_t content_size;      /* bytes expected; HAWSER_SIZE_UNKNOWN */
    uint32_t flags;             /* HAWSER_OUTPUT_WILL_DELETE, _RECORD, _KEEP_TIME */
    uint32_t reserved;
} hawser_output_request;

/* The source will be deleted or moved between out_prepare and out_publish: prepare must make
   durable. */
#define HAWSER_OUTPUT_WILL_DELETE 1u
/* The document is a record, one JSON object in UTF-8 (a list entry, a receipt, an error response),
   not a file's bytes. */
#define HAWSER_OUTPUT_RECORD 2u
/* A sink that makes files gives the file the time of change that the property `timestampUtc` says at
   out_prepare, in ISO 8601 with a zone ("2024-02-29T12:00:00.000Z"); others take no notice. */
#define HAWSER_OUTPUT_KEEP_TIME 4u

/* The result of one input document. Borrowed for the callback. */
typedef struct hawser_result {
    size_t size;
    uint64_t input;            /* index of the input */
    uint32_t status;           /* HAWSER_STATUS_* */
    uint32_t reserved;
    const hawser_error *error; /* NULL with SUCCESS; required with every other status but SKIPPED */
    const char *detail;        /* JSON object, a receipt; NULL: none */
    size_t detail_length;
} hawser_result;

/*
 * The flow of documents through one execution. Borrowed for the call; `host` is hawser_call.host.
 * One handle is used by one thread at a time; different handles may be used at once. [any] on all.
 * A callback that returns HAWSER_CANCELLED or HAWSER_TIMEOUT has observed the call's cancellation.
 *
 * The life of an input:  next_input - doc_read ... - doc_close - result, with close and result in
 * either order. The life of an output: out_open - out_write ... - out_prepare - out_publish, or
 * out_discard at any time before out_publish. After out_publish or out_discard the handle is gone,
 * whatever they returned. When execute returns, the host closes inputs, and discards outputs, that
 * are still open, and gives each input that was taken but has no result the status UNKNOWN, each
 * that was not taken SKIPPED. An output that was prepared with WILL_DELETE is not discarded then
 * but published, as it would be after a crash: its source may be gone.
 *
 * A handle that is wrong, closed, or in use by another thread is answered with HAWSER_BAD_ARGUMENT,
 * and ignored by functions that return nothing.
 */
typedef struct hawser_documents {
    size_t size;

    /* Fills *input (whose `size` is set) with the next input document. An action without inputs
       is given one, without id and bytes. HAWSER_END: no more, then and for ever. */
    int32_t (*next_input)(void *host, hawser_input *input);

    /* Reads up to `capacity` bytes; may be short, never 0 with HAWSER_OK. HAWSER_END: no more
       bytes. HAWSER_HOST: the source failed; the document can't be completed. */
    int32_t (*doc_read)(void *host, hawser_document *document, void *buffer, size_t capacity,
        size_t *ret_length);

    /* The next doc_read begins at `offset` from the first byte. HAWSER_UNSUPPORTED: not
       REPLAYABLE. */
    int32_t (*doc_rewind)(void *host, hawser_document *document, uint64_t offset);

    /* A descriptor of the document, for a path without copies: read at explicit offsets (pread,
       sendfile with an offset); never closed nor its own offset relied on by the connector.
       Bytes moved through it are reported by doc_moved and count as read: the next doc_read begins
       behind them. HAWSER_UNSUPPORTED: none. */
    int32_t (*doc_descriptor)(void *host, hawser_document *document, int32_t *ret_descriptor);
    void (*doc_moved)(void *host, hawser_document *document, uint64_t length);

    /* Ends the use of an input. Never fails. */
    void (*doc_close)(void *host, hawser_document *document);

    /* Makes a new output document, with its capabilities. HAWSER_BAD_CONFIG: the sink refuses its
       properties (a name that can't be a file's), this document alone fails. HAWSER_EXISTS: the
       sink has such a document and may not replace it. HAWSER_UNSUPPORTED: WILL_DELETE, and the
       sink can't be durable, nor did the caller allow acknowledgement on write. HAWSER_HOST: the
       sink failed. */
    int32_t (*out_open)(void *host, const hawser_output_request *request, hawser_output
    **ret_output,
        uint32_t *ret_capabilities);

    /* Appends; may be short, never 0 with HAWSER_OK. */
    int32_t (*out_write)(void *host, hawser_output *output, const void *bytes, size_t length,
        size_t *ret_length);

    /* A descriptor to write to at explicit offsets (pwrite, splice with an offset) or, where
       lseek says that it has none, in order. Bytes moved are reported by out_moved and count as
       written. */
    int32_t (*out_descriptor)(void *host, hawser_output *output, int32_t *ret_descriptor);
    void (*out_moved)(void *host, hawser_output *output, uint64_t length);

    /* Reads back up to `capacity` bytes from `offset`; may be short. HAWSER_END: nothing there.
       HAWSER_UNSUPPORTED: not READABLE. */
    int32_t (*out_read)(void *host, hawser_output *output, uint64_t offset, void *buffer,
        size_t capacity, size_t *ret_length);

    /* Cuts the document to `offset` bytes; the next write goes there. HAWSER_UNSUPPORTED: not
       REWINDABLE. */
    int32_t (*out_truncate)(void *host, hawser_output *output, uint64_t offset);

    /* The document is complete. `properties`, a JSON object of output properties, replaces that
       of out_open. When it returns HAWSER_OK the document is safe but not visible: with
       WILL_DELETE and DURABLE it survives a crash, and the host finds and finishes it later.
       Only now may the source be deleted. */
    int32_t (*out_prepare)(void *host, hawser_output *output, const char *properties, size_t
    length);

    /* Makes a prepared document visible and ends the handle. HAWSER_BAD_ARGUMENT: it was not
       prepared, and is dropped. HAWSER_EXISTS: another took its name since; what has no source
       any more is kept by a sink that is DURABLE. */
    int32_t (*out_publish)(void *host, hawser_output *output);

    /* Drops the document, prepared or not, and ends the handle. Never fails. */
    void (*out_discard)(void *host, hawser_output *output);

    /* One output of many could not be made (an unreadable file of a query): `properties` say
       which, `error` why. The input's own result is separate. Needs no handle. */
    int32_t (*out_fail)(void *host, uint64_t input, const char *properties, size_t length,
        const hawser_error *error);

    /* The one result of an input, after its last output was published or discarded.
       HAWSER_BAD_ARGUMENT: a second result for the same index, an output that is still open,
       SUCCESS with an error, another status (but SKIPPED) without one, an error whose code is
       none, or a detail that is no JSON object. */
    int32_t (*result)(void *host, const hawser_result *result);
} hawser_documents;

/* --- Requests --------------------------------------------------------------------------------- */

/* Flags (uint32_t) of hawser_validate_request */
/* being filled in: a missing field is no finding. Without: final */
#define HAWSER_VALIDATE_DRAFT 1u

/*
 * What is to be validated. The host has run the connector's schemas over it first, and reports what
 * a schema can say; the connector adds what it can't. JSON that fails the schema may still come
 * here, so the connector skips a field of the wrong type in silence.
 */
typedef struct hawser_validate_request {
    size_t size;
    uint32_t flags;
    uint32_t reserved;
    const char *connection; /* JSON object; secrets are placeholders. NULL: not to be validated */
    size_t connection_length;
    const char *action;     /* an action's id; NULL: only the connection */
    const char *operation;  /* JSON object; NULL exactly when action is */
    size_t operation_length;
} hawser_validate_request;

/* Flags (uint32_t) of hawser_execute_request */
#define HAWSER_EXECUTE_DRY_RUN 1u      /* change nothing; see hawser_execute_request */
#define HAWSER_EXECUTE_ORDERED 2u      /* results in the order of inputs */
#define HAWSER_EXECUTE_ONE_THREAD 4u   /* all callbacks on the thread that called execute */
#define HAWSER_EXECUTE_ACK_ON_WRITE 8u /* deletion may follow a sink that can't be durable */

/*
 * One execution: an action, its operation and a queue of documents.
 *
 * With DRY_RUN the connector changes nothing where the documents come from or go to, and moves no
 * content: it does not read the bytes of inputs (doc_read answers HAWSER_UNSUPPORTED), opens no
 * output but records, and sends only what reads. Each input gets its result, with the errors that a
 * look can find. For each thing that would be done there is one record with a member "would":
 * "read", "write", "replace", "append", "rename", "move", "delete", "createDirectory", or one of
 * the connector's own, beside members that say to what. An action that makes records anyway, and
 * changes nothing, makes the same ones. A connector that does not know the flag does what it always
 * does: out_open answers HAWSER_UNSUPPORTED too, so documents with content fail and nothing moves. An
 * action that changes something without either (it deletes, say) has to look at the flag.
 */
typedef struct hawser_execute_request {
    size_t size;
    uint32_t flags;
    uint32_t reserved;
    const char *action;                /* an id of the descriptor's actions */
    const char *operation;             /* JSON object that passed validation as final */
    size_t operation_length;
    const hawser_documents *documents; /* never NULL */
} hawser_execute_request;

/* What a test should do beyond looking. */
typedef struct hawser_test_request {
    size_t size;
    uint32_t flags;
    uint32_t reserved;
    const char *connection; /* JSON object that passed validation as final */
    size_t connection_length;
    const char *options;    /* JSON object, the connector's own; "{}" */
    size_t options_length;
} hawser_test_request;

/* A field for which a person wants to see live values. */
typedef struct hawser_browse_request {
    size_t size;
    uint32_t flags;
    uint32_t reserved;
    const char *connection;
    size_t connection_length;
    const char *field; /* JSON Pointer into the connection ("/remoteDirectory") */
    const char *value; /* what was typed so far; "" */
} hawser_browse_request;

typedef struct hawser_connection hawser_connection; /* the connector's */

/* --- The table -------------------------------------------------------------------------------- */

/*
 * What a connector can do. Static, constant, the same at every call of the entry.
 * The host copies min(size, its own size) bytes, answers HAWSER_UNSUPPORTED for an optional slot
 * that is NULL, and refuses a table that lacks a required one, naming it.
 */
typedef struct hawser_connector {
    uint32_t abi_major;    /* HAWSER_ABI_MAJOR */
    uint32_t abi_minor;    /* HAWSER_ABI_MINOR */
    size_t size;           /* sizeof(hawser_connector) */
    uint32_t thread_model; /* HAWSER_THREADS_* */
    uint32_t reserved;     /* 0 */
    const char *id;        /* [a-z][a-z0-9-]{0,31}, as the descriptor says it */
    const char *version;   /* of the connector, free text */

    /* Required. Emits one descriptor (see schemas/descriptor.json). Pure: no network, no file,
       the same each time. Any thread, any time. */
    int32_t (*describe)(const hawser_call *call);

    /*
     * Required. Emits findings, in a fixed order, and returns HAWSER_OK however bad the
     * configuration is. Every message names its field by its label. Touches no network and no file.
     * Any thread, any time. Returns another code only where it could not do its work:
     * HAWSER_NO_MEMORY, HAWSER_BAD_ARGUMENT for an action that it does not have.
     */
    int32_t (*validate)(const hawser_call *call, const hawser_validate_request *request);

    /*
     * Required. Makes the place where sessions live. Does no I/O. `connection` is JSON that passed
     * validation as final; the connector keeps what it needs of it. `call` is not kept. Returns
     * HAWSER_OK and *ret_connection; HAWSER_BAD_CONFIG or HAWSER_NO_MEMORY after fail().
     */
    int32_t (*open)(const hawser_call *call, const char *connection, size_t length,
        hawser_connection **ret_connection);

    /*
     * Required. Pulls input documents, does the action, pushes output documents, gives every input
     * it took exactly one result. Deletes a source only after out_prepare of what came from it.
     * Inputs that name the same target are done one after the other, in input order. The return
     * value speaks of the call: HAWSER_OK even where documents failed by themselves; otherwise
     * fail() has said why. No callback is invoked after it returned.
     */
    int32_t (*execute)(const hawser_call *call, hawser_connection *connection,
        const hawser_execute_request *request);

    /* Required. Ends the sessions, politely as far as the call's deadline allows, and frees the
       connection in any case. NULL is allowed. */
    int32_t (*close)(const hawser_call *call, hawser_connection *connection);

    /* Optional. Tries the connection live and emits a stage for each step (see
       schemas/stage.json), up to and including the first that failed. Returns HAWSER_OK when
       every stage passed or warned; else, after fail(), the code of the failed stage. Any
       thread, any time. */
    int32_t (*test)(const hawser_call *call, const hawser_test_request *request);

    /* Optional. Emits suggestions {value, title} for a field. Any thread, any time. */
    int32_t (*browse)(const hawser_call *call, const hawser_browse_request *request);

    /* Optional. HAWSER_OK: the connection's idle sessions, if any, answer. Else the host may
       close it and open another. */
    int32_t (*is_alive)(const hawser_call *call, hawser_connection *connection);
} hawser_connector;

/*
 * The entry, the one symbol that a connector exports. Returns its table, or NULL: "I do not speak
 * that major version". Pure: no thread, no I/O, no state; may be called many times, and at once,
 * before anything else.
 */
HAWSER_EXPORT const hawser_connector *hawser_connector_entry(uint32_t host_abi_major);

/* The type of the entry, for a host that looks it up by name. */
typedef const hawser_connector *(*hawser_connector_entry_fn)(uint32_t host_abi_major);
#define HAWSER_CONNECTOR_ENTRY "hawser_connector_entry"

#ifdef __cplusplus
}
#endif

#endif
