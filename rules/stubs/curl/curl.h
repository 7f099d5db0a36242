/* SPDX-License-Identifier: Apache-2.0 */
/* Just enough of libcurl's interface to read a program that has no copy of it:
   the calls, and the options that decide what a request is. */
#ifndef IMDS_READY_STUB_CURL_H
#define IMDS_READY_STUB_CURL_H
#include <stddef.h>
#include <stdio.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/socket.h>
#ifdef __cplusplus
extern "C" {
#endif

#define LIBCURL_VERSION "8.0.0"
#define LIBCURL_VERSION_NUM 0x080000
#define LIBCURL_VERSION_MAJOR 8
#define LIBCURL_VERSION_MINOR 0
#define LIBCURL_VERSION_PATCH 0
#define CURL_EXTERN
#define CURL_AT_LEAST_VERSION(x, y, z) (LIBCURL_VERSION_NUM >= 0x070000)
#define CURL_ERROR_SIZE 256
#define CURL_MAX_WRITE_SIZE 16384
#define CURL_READFUNC_ABORT 0x10000000
#define CURL_READFUNC_PAUSE 0x10000001
#define CURL_WRITEFUNC_PAUSE 0x10000001
#define CURL_GLOBAL_ALL 3
#define CURL_GLOBAL_SSL 1
#define CURL_GLOBAL_WIN32 2
#define CURL_GLOBAL_DEFAULT 3
#define CURL_GLOBAL_NOTHING 0
#define CURL_SOCKET_BAD -1
#define CURL_SOCKET_TIMEOUT CURL_SOCKET_BAD
#define CURLPROTO_HTTP 1
#define CURLPROTO_HTTPS 2
#define CURLAUTH_BASIC 1ul
#define CURLAUTH_ANY (~16ul)
#define CURL_CSELECT_IN 1
#define CURL_CSELECT_OUT 2
#define CURL_CSELECT_ERR 4
#define CURL_POLL_NONE 0
#define CURL_POLL_IN 1
#define CURL_POLL_OUT 2
#define CURL_POLL_INOUT 3
#define CURL_POLL_REMOVE 4
#define CURL_IPRESOLVE_WHATEVER 0
#define CURL_IPRESOLVE_V4 1
#define CURL_IPRESOLVE_V6 2
#define CURLPAUSE_ALL 5
#define CURLPAUSE_CONT 0

typedef void CURL;
typedef void CURLM;
typedef void CURLSH;
typedef struct Curl_URL CURLU;
typedef int curl_socket_t;
typedef long long curl_off_t;
typedef struct curl_mime curl_mime;
typedef struct curl_mimepart curl_mimepart;
struct curl_httppost;

struct curl_slist {
  char* data;
  struct curl_slist* next;
};

typedef size_t (*curl_write_callback)(char*, size_t, size_t, void*);
typedef size_t (*curl_read_callback)(char*, size_t, size_t, void*);
typedef int (*curl_xferinfo_callback)(void*, curl_off_t, curl_off_t, curl_off_t,
                                      curl_off_t);
typedef enum {
  CURLINFO_TEXT = 0,
  CURLINFO_HEADER_IN,
  CURLINFO_HEADER_OUT,
  CURLINFO_DATA_IN,
  CURLINFO_DATA_OUT,
  CURLINFO_SSL_DATA_IN,
  CURLINFO_SSL_DATA_OUT
} curl_infotype;

typedef enum {
  CURLE_OK = 0,
  CURLE_UNSUPPORTED_PROTOCOL = 1,
  CURLE_FAILED_INIT = 2,
  CURLE_URL_MALFORMAT = 3,
  CURLE_COULDNT_RESOLVE_PROXY = 5,
  CURLE_COULDNT_RESOLVE_HOST = 6,
  CURLE_COULDNT_CONNECT = 7,
  CURLE_PARTIAL_FILE = 18,
  CURLE_HTTP_RETURNED_ERROR = 22,
  CURLE_WRITE_ERROR = 23,
  CURLE_READ_ERROR = 26,
  CURLE_OUT_OF_MEMORY = 27,
  CURLE_OPERATION_TIMEDOUT = 28,
  CURLE_SSL_CONNECT_ERROR = 35,
  CURLE_ABORTED_BY_CALLBACK = 42,
  CURLE_GOT_NOTHING = 52,
  CURLE_SEND_ERROR = 55,
  CURLE_RECV_ERROR = 56,
  CURLE_SSL_CERTPROBLEM = 58,
  CURLE_SSL_CACERT = 60,
  CURLE_PEER_FAILED_VERIFICATION = 60,
  CURLE_SSL_CACERT_BADFILE = 77
} CURLcode;
#define CURLE_OPERATION_TIMEOUTED CURLE_OPERATION_TIMEDOUT

typedef enum {
  CURLOPT_WRITEDATA = 10001,
  CURLOPT_FILE = 10001,
  CURLOPT_URL = 10002,
  CURLOPT_PORT = 3,
  CURLOPT_PROXY = 10004,
  CURLOPT_USERPWD = 10005,
  CURLOPT_PROXYUSERPWD = 10006,
  CURLOPT_RANGE = 10007,
  CURLOPT_READDATA = 10009,
  CURLOPT_INFILE = 10009,
  CURLOPT_ERRORBUFFER = 10010,
  CURLOPT_WRITEFUNCTION = 20011,
  CURLOPT_READFUNCTION = 20012,
  CURLOPT_TIMEOUT = 13,
  CURLOPT_INFILESIZE = 14,
  CURLOPT_POSTFIELDS = 10015,
  CURLOPT_REFERER = 10016,
  CURLOPT_USERAGENT = 10018,
  CURLOPT_LOW_SPEED_LIMIT = 19,
  CURLOPT_LOW_SPEED_TIME = 20,
  CURLOPT_COOKIE = 10022,
  CURLOPT_HTTPHEADER = 10023,
  CURLOPT_HTTPPOST = 10024,
  CURLOPT_SSLCERT = 10025,
  CURLOPT_KEYPASSWD = 10026,
  CURLOPT_HEADERDATA = 10029,
  CURLOPT_WRITEHEADER = 10029,
  CURLOPT_COOKIEFILE = 10031,
  CURLOPT_SSLVERSION = 32,
  CURLOPT_TIMECONDITION = 33,
  CURLOPT_CUSTOMREQUEST = 10036,
  CURLOPT_STDERR = 10037,
  CURLOPT_VERBOSE = 41,
  CURLOPT_HEADER = 42,
  CURLOPT_NOPROGRESS = 43,
  CURLOPT_NOBODY = 44,
  CURLOPT_FAILONERROR = 45,
  CURLOPT_UPLOAD = 46,
  CURLOPT_POST = 47,
  CURLOPT_FOLLOWLOCATION = 52,
  CURLOPT_PUT = 54,
  CURLOPT_PROGRESSFUNCTION = 20056,
  CURLOPT_XFERINFODATA = 10057,
  CURLOPT_PROGRESSDATA = 10057,
  CURLOPT_PROXYPORT = 59,
  CURLOPT_POSTFIELDSIZE = 60,
  CURLOPT_HTTPPROXYTUNNEL = 61,
  CURLOPT_INTERFACE = 10062,
  CURLOPT_SSL_VERIFYPEER = 64,
  CURLOPT_CAINFO = 10065,
  CURLOPT_MAXREDIRS = 68,
  CURLOPT_FILETIME = 69,
  CURLOPT_FRESH_CONNECT = 74,
  CURLOPT_FORBID_REUSE = 75,
  CURLOPT_CONNECTTIMEOUT = 78,
  CURLOPT_HEADERFUNCTION = 20079,
  CURLOPT_HTTPGET = 80,
  CURLOPT_SSL_VERIFYHOST = 81,
  CURLOPT_COOKIEJAR = 10082,
  CURLOPT_HTTP_VERSION = 84,
  CURLOPT_SSLKEY = 10087,
  CURLOPT_DNS_CACHE_TIMEOUT = 92,
  CURLOPT_DEBUGFUNCTION = 20094,
  CURLOPT_DEBUGDATA = 10095,
  CURLOPT_CAPATH = 10097,
  CURLOPT_BUFFERSIZE = 98,
  CURLOPT_NOSIGNAL = 99,
  CURLOPT_SHARE = 10100,
  CURLOPT_PROXYTYPE = 101,
  CURLOPT_ACCEPT_ENCODING = 10102,
  CURLOPT_ENCODING = 10102,
  CURLOPT_PRIVATE = 10103,
  CURLOPT_HTTPAUTH = 107,
  CURLOPT_SSL_CTX_FUNCTION = 20108,
  CURLOPT_SSL_CTX_DATA = 10109,
  CURLOPT_IPRESOLVE = 113,
  CURLOPT_INFILESIZE_LARGE = 30115,
  CURLOPT_POSTFIELDSIZE_LARGE = 30120,
  CURLOPT_TCP_NODELAY = 121,
  CURLOPT_CONNECT_ONLY = 141,
  CURLOPT_LOCALPORT = 139,
  CURLOPT_TIMEOUT_MS = 155,
  CURLOPT_CONNECTTIMEOUT_MS = 156,
  CURLOPT_COPYPOSTFIELDS = 10165,
  CURLOPT_NOPROXY = 10177,
  CURLOPT_PROTOCOLS = 181,
  CURLOPT_REDIR_PROTOCOLS = 182,
  CURLOPT_RESOLVE = 10203,
  CURLOPT_TCP_KEEPALIVE = 213,
  CURLOPT_TCP_KEEPIDLE = 214,
  CURLOPT_TCP_KEEPINTVL = 215,
  CURLOPT_XFERINFOFUNCTION = 20219,
  CURLOPT_UNIX_SOCKET_PATH = 10231,
  CURLOPT_PATH_AS_IS = 234,
  CURLOPT_CONNECT_TO = 10243,
  CURLOPT_MIMEPOST = 10269,
  CURLOPT_CURLU = 10282,
  CURLOPT_PROTOCOLS_STR = 10318,
  CURLOPT_REDIR_PROTOCOLS_STR = 10319
} CURLoption;

typedef enum {
  CURLINFO_EFFECTIVE_URL = 0x100001,
  CURLINFO_RESPONSE_CODE = 0x200002,
  CURLINFO_HTTP_CODE = 0x200002,
  CURLINFO_TOTAL_TIME = 0x300003,
  CURLINFO_SIZE_DOWNLOAD = 0x300008,
  CURLINFO_FILETIME = 0x20000e,
  CURLINFO_CONTENT_LENGTH_DOWNLOAD = 0x30000f,
  CURLINFO_CONTENT_TYPE = 0x100012,
  CURLINFO_PRIVATE = 0x100015,
  CURLINFO_OS_ERRNO = 0x200019,
  CURLINFO_LASTSOCKET = 0x20001d,
  CURLINFO_REDIRECT_URL = 0x10001f,
  CURLINFO_PRIMARY_IP = 0x100020,
  CURLINFO_CONTENT_LENGTH_DOWNLOAD_T = 0x60000f
} CURLINFO;

typedef enum {
  CURL_HTTP_VERSION_NONE,
  CURL_HTTP_VERSION_1_0,
  CURL_HTTP_VERSION_1_1,
  CURL_HTTP_VERSION_2_0,
  CURL_HTTP_VERSION_2TLS
} curl_http_version;

typedef enum {
  CURLM_CALL_MULTI_PERFORM = -1,
  CURLM_OK = 0,
  CURLM_BAD_HANDLE = 1
} CURLMcode;
typedef enum { CURLMSG_NONE, CURLMSG_DONE, CURLMSG_LAST } CURLMSG;
typedef struct CURLMsg {
  CURLMSG msg;
  CURL* easy_handle;
  union {
    void* whatever;
    CURLcode result;
  } data;
} CURLMsg;
typedef enum {
  CURLMOPT_SOCKETFUNCTION = 20001,
  CURLMOPT_SOCKETDATA = 10002,
  CURLMOPT_PIPELINING = 3,
  CURLMOPT_TIMERFUNCTION = 20004,
  CURLMOPT_TIMERDATA = 10005,
  CURLMOPT_MAXCONNECTS = 6
} CURLMoption;
struct curl_waitfd {
  curl_socket_t fd;
  short events;
  short revents;
};

typedef enum {
  CURLSHE_OK
} CURLSHcode;
typedef enum {
  CURLSHOPT_NONE,
  CURLSHOPT_SHARE,
  CURLSHOPT_UNSHARE,
  CURLSHOPT_LOCKFUNC,
  CURLSHOPT_UNLOCKFUNC,
  CURLSHOPT_USERDATA
} CURLSHoption;
typedef enum {
  CURL_LOCK_DATA_NONE,
  CURL_LOCK_DATA_SHARE,
  CURL_LOCK_DATA_COOKIE,
  CURL_LOCK_DATA_DNS,
  CURL_LOCK_DATA_SSL_SESSION,
  CURL_LOCK_DATA_CONNECT
} curl_lock_data;
typedef enum { CURL_LOCK_ACCESS_NONE } curl_lock_access;

typedef enum { CURLUE_OK } CURLUcode;
typedef enum {
  CURLUPART_URL,
  CURLUPART_SCHEME,
  CURLUPART_USER,
  CURLUPART_PASSWORD,
  CURLUPART_OPTIONS,
  CURLUPART_HOST,
  CURLUPART_PORT,
  CURLUPART_PATH,
  CURLUPART_QUERY,
  CURLUPART_FRAGMENT
} CURLUPart;

typedef enum { CURLVERSION_FIRST, CURLVERSION_NOW = 10 } CURLversion;
typedef struct {
  int age;
  const char* version;
  unsigned int version_num;
  const char* host;
  int features;
  const char* ssl_version;
} curl_version_info_data;

CURLcode curl_global_init(long flags);
void curl_global_cleanup(void);
char* curl_version(void);
curl_version_info_data* curl_version_info(CURLversion age);
CURL* curl_easy_init(void);
CURLcode curl_easy_setopt(CURL* curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL* curl);
CURLcode curl_easy_getinfo(CURL* curl, CURLINFO info, ...);
void curl_easy_cleanup(CURL* curl);
void curl_easy_reset(CURL* curl);
CURL* curl_easy_duphandle(CURL* curl);
CURLcode curl_easy_pause(CURL* curl, int mask);
CURLcode curl_easy_send(CURL* curl, const void* bytes, size_t size, size_t* n);
CURLcode curl_easy_recv(CURL* curl, void* bytes, size_t size, size_t* n);
const char* curl_easy_strerror(CURLcode code);
char* curl_easy_escape(CURL* curl, const char* text, int size);
char* curl_easy_unescape(CURL* curl, const char* text, int size, int* out);
char* curl_escape(const char* text, int size);
void curl_free(void* text);
struct curl_slist* curl_slist_append(struct curl_slist* list, const char* text);
void curl_slist_free_all(struct curl_slist* list);
time_t curl_getdate(const char* text, const time_t* unused);
CURLM* curl_multi_init(void);
CURLMcode curl_multi_add_handle(CURLM* multi, CURL* curl);
CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* curl);
CURLMcode curl_multi_perform(CURLM* multi, int* running);
CURLMcode curl_multi_wait(CURLM* multi, struct curl_waitfd* fds, unsigned n,
                          int timeout, int* ready);
CURLMcode curl_multi_poll(CURLM* multi, struct curl_waitfd* fds, unsigned n,
                          int timeout, int* ready);
CURLMcode curl_multi_fdset(CURLM* multi, fd_set* read, fd_set* write,
                           fd_set* other, int* max);
CURLMcode curl_multi_timeout(CURLM* multi, long* ms);
CURLMcode curl_multi_socket_action(CURLM* multi, curl_socket_t s, int events,
                                   int* running);
CURLMcode curl_multi_assign(CURLM* multi, curl_socket_t s, void* pointer);
CURLMsg* curl_multi_info_read(CURLM* multi, int* left);
CURLMcode curl_multi_setopt(CURLM* multi, CURLMoption option, ...);
CURLMcode curl_multi_cleanup(CURLM* multi);
const char* curl_multi_strerror(CURLMcode code);
CURLSH* curl_share_init(void);
CURLSHcode curl_share_setopt(CURLSH* share, CURLSHoption option, ...);
CURLSHcode curl_share_cleanup(CURLSH* share);
CURLU* curl_url(void);
void curl_url_cleanup(CURLU* url);
CURLUcode curl_url_set(CURLU* url, CURLUPart part, const char* text,
                       unsigned flags);
CURLUcode curl_url_get(const CURLU* url, CURLUPart part, char** text,
                       unsigned flags);
curl_mime* curl_mime_init(CURL* curl);
void curl_mime_free(curl_mime* mime);

#ifdef __cplusplus
}
#endif
#endif
