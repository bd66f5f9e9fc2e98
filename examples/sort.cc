// SPDX-License-Identifier: Apache-2.0
// A connector in C++: its action "sort" gives each document back with its lines in order.
#include <hawser/connector-json.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <vector>

// There is nothing to connect to, and so nothing to keep.
struct hawser_connection {
};

namespace
{

// clang-format off
const char descriptor[] = R"({
  "id": "sort", "title": "Sort", "version": "1.0", "description": "Puts the lines of documents in order.",
  "connectionSchema": {"type": "object", "additionalProperties": false, "properties": {}},
  "actions": [{
    "id": "sort", "title": "Sort", "description": "Gives a document back with its lines in the order of their bytes.",
    "direction": "inbound", "cardinality": "1:1", "idempotent": true, "inputKind": "content",
    "operationSchema": {"type": "object", "additionalProperties": false, "properties": {
      "descending": {"title": "Descending", "type": "boolean", "default": false,
        "description": "Whether the last line comes first."}}},
    "inputProperties": {"type": "object", "properties": {
      "fileName": {"title": "File Name", "type": "string", "description": "Passed on as it is."}}},
    "outputProperties": {"type": "object", "properties": {
      "fileName": {"title": "File Name", "type": "string", "description": "That of the input."}}},
    "responseProfile": null, "errors": ["sort.too-large", "sort.host", "sort.cancelled", "sort.timeout", "sort.memory"]}],
  "errors": [
    {"id": "sort.too-large", "class": "RESOURCE", "retry": "NEVER", "application": true, "title": "Too large", "hint": "Split it."},
    {"id": "sort.host", "class": "HOST", "retry": "NEVER", "application": false, "title": "The runtime failed", "hint": null},
    {"id": "sort.cancelled", "class": "CANCELLED", "retry": "NEVER", "application": false, "title": "Cancelled", "hint": null},
    {"id": "sort.timeout", "class": "TIMEOUT", "retry": "LATER", "application": false, "title": "The time was up", "hint": null},
    {"id": "sort.memory", "class": "NO_MEMORY", "retry": "NEVER", "application": false, "title": "No memory", "hint": null}]
})";
// clang-format on

constexpr size_t largest = 64u << 20;

// A hawser_text that ends with its scope.
struct Text : hawser_text {
    explicit Text(size_t cap = 0) : hawser_text{nullptr, 0, 0, cap, HAWSER_OK}
    {
    }
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    ~Text()
    {
        hawser_text_done(this);
    }
};

struct Options {
    bool descending;
};

std::string sorted(const Text &text, const Options &options)
{
    std::vector<std::string> lines;
    for (size_t at = 0; at < text.length;) {
        const void *end = std::memchr(text.bytes + at, '\n', text.length - at);
        size_t length =
            end ? size_t(static_cast<const char *>(end) - text.bytes) - at : text.length - at;
        lines.emplace_back(text.bytes + at, length);
        at += length + 1;
    }
    std::sort(lines.begin(), lines.end());
    if (options.descending)
        std::reverse(lines.begin(), lines.end());
    std::string whole;
    for (const std::string &line : lines)
        whole += line + '\n';
    return whole;
}

int32_t sort_document(const hawser_job *job, void *user, const hawser_input *input, hawser_error *)
try {
    Text text(largest), name, properties;
    int32_t code = hawser_input_read(job, input, &text);
    if (code != HAWSER_OK)
        return code;
    std::string whole = sorted(text, *static_cast<const Options *>(user));
    hawser_text_add(&properties, "{", 1);
    if (hawser_json_string(input->properties, input->properties_length, "fileName", &name)) {
        hawser_text_format(&properties, "\"fileName\": ");
        hawser_text_json(&properties, name.bytes, name.length);
    }
    code = hawser_text_add(&properties, "}", 1);
    if (code == HAWSER_OK && (code = name.failed) == HAWSER_OK)
        code = hawser_output_deliver(
            job, input->index, 0, properties.bytes, whole.data(), whole.size());
    return code;
} catch (const std::bad_alloc &) { // no exception may cross the interface
    return HAWSER_NO_MEMORY;
}

// Every code that sort_document() returns is one error of the catalogue.
hawser_error kind(
    int32_t code, const char *id, const char *message, uint32_t retry = HAWSER_RETRY_NEVER)
{
    return hawser_error_of(code, retry, id, message, nullptr);
}

void explain(int32_t code, hawser_error *ret_error)
{
    const hawser_error kinds[] = {
        kind(HAWSER_RESOURCE, "sort.too-large", "the document has more than 64 MiB"),
        kind(HAWSER_CANCELLED, "sort.cancelled", "the call was cancelled"),
        kind(HAWSER_TIMEOUT, "sort.timeout", "the time was up", HAWSER_RETRY_LATER),
        kind(HAWSER_NO_MEMORY, "sort.memory", "there is no memory"),
        kind(HAWSER_HOST, "sort.host", "the runtime failed"),
    };
    *ret_error = hawser_error_pick(kinds, sizeof kinds / sizeof kinds[0], code);
}

int32_t describe(const hawser_call *call)
{
    return call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, descriptor, sizeof descriptor - 1);
}

// The schemas have said all that there is to say.
int32_t validate(const hawser_call *, const hawser_validate_request *)
{
    return HAWSER_OK;
}

int32_t open_connection(
    const hawser_call *call, const char *, size_t, hawser_connection **ret_connection)
{
    hawser_connection *made = new (std::nothrow) hawser_connection;
    if (!made)
        return hawser_fail(call, HAWSER_NO_MEMORY, HAWSER_RETRY_NEVER, "sort.memory", "no memory");
    *ret_connection = made;
    return HAWSER_OK;
}

int32_t close_connection(const hawser_call *, hawser_connection *connection)
{
    delete connection;
    return HAWSER_OK;
}

int32_t execute(const hawser_call *call, hawser_connection *, const hawser_execute_request *request)
{
    const hawser_job job = {call, request->documents, explain};
    int descending = 0;
    hawser_json_boolean(request->operation, request->operation_length, "descending", &descending);
    Options options = {descending != 0};
    return hawser_inputs_each(&job, sort_document, &options);
}

} // namespace

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector table = {HAWSER_ABI_MAJOR, HAWSER_ABI_MINOR, sizeof table,
        HAWSER_THREADS_PARALLEL, 0, "sort", "1.0", describe, validate, open_connection, execute,
        close_connection, nullptr, nullptr, nullptr};
    return host_abi_major == HAWSER_ABI_MAJOR ? &table : nullptr;
}
