/* SPDX-License-Identifier: Apache-2.0 */
/* Just enough of GLib and GObject to read a program that has no copy of it:
   the types that every prototype names, and the macros that are grammar. */
#ifndef IMDS_READY_STUB_GLIB_H
#define IMDS_READY_STUB_GLIB_H
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __cplusplus
#define G_BEGIN_DECLS extern "C" {
#define G_END_DECLS }
#else
#define G_BEGIN_DECLS
#define G_END_DECLS
#endif
G_BEGIN_DECLS

typedef char gchar;
typedef unsigned char guchar, guint8;
typedef signed char gint8;
typedef short gshort, gint16;
typedef unsigned short gushort, guint16;
typedef int gint, gboolean, gint32;
typedef unsigned int guint, guint32;
typedef long glong;
typedef unsigned long gulong;
typedef int64_t gint64;
typedef uint64_t guint64;
typedef float gfloat;
typedef double gdouble;
typedef size_t gsize;
typedef ptrdiff_t gssize;
typedef intptr_t gintptr;
typedef uintptr_t guintptr;
typedef void* gpointer;
typedef const void* gconstpointer;
typedef guint32 GQuark, gunichar;
typedef gsize GType;
#ifndef TRUE
#define FALSE 0
#define TRUE 1
#endif

typedef struct {
  GQuark domain;
  gint code;
  gchar* message;
} GError;
typedef struct {
  gchar* str;
  gsize len, allocated_len;
} GString;
typedef struct {
  gpointer* pdata;
  guint len;
} GPtrArray;
typedef struct {
  guint8* data;
  guint len;
} GByteArray;
typedef struct {
  gchar* data;
  guint len;
} GArray;
typedef struct _GList {
  gpointer data;
  struct _GList *next, *prev;
} GList;
typedef struct _GSList {
  gpointer data;
  struct _GSList* next;
} GSList;
typedef struct {
  gpointer opaque[8];
} GHashTableIter;
typedef struct {
  gpointer p;
  guint i;
} GMutex, GCond;
typedef struct {
  gpointer g_class;
} GTypeInstance;
typedef struct {
  GType g_type;
} GTypeClass, GTypeInterface;
typedef struct {
  GTypeInstance g_type_instance;
  guint ref_count;
} GObject;
typedef struct {
  GType g_type;
  gint data[2];
} GValue;
typedef struct {
  const gchar* name;
} GParamSpec;
#define IMDS_READY_OPAQUE(name) typedef struct _##name name
IMDS_READY_OPAQUE(GAsyncResult);
IMDS_READY_OPAQUE(GBytes);
IMDS_READY_OPAQUE(GCancellable);
IMDS_READY_OPAQUE(GDateTime);
IMDS_READY_OPAQUE(GFile);
IMDS_READY_OPAQUE(GHashTable);
IMDS_READY_OPAQUE(GInputStream);
IMDS_READY_OPAQUE(GIOChannel);
IMDS_READY_OPAQUE(GIOStream);
IMDS_READY_OPAQUE(GKeyFile);
IMDS_READY_OPAQUE(GMainContext);
IMDS_READY_OPAQUE(GMainLoop);
IMDS_READY_OPAQUE(GOutputStream);
IMDS_READY_OPAQUE(GSocket);
IMDS_READY_OPAQUE(GSocketClient);
IMDS_READY_OPAQUE(GSocketConnection);
IMDS_READY_OPAQUE(GSource);
IMDS_READY_OPAQUE(GSubprocess);
IMDS_READY_OPAQUE(GTask);
IMDS_READY_OPAQUE(GThread);
IMDS_READY_OPAQUE(GUri);
IMDS_READY_OPAQUE(GVariant);
IMDS_READY_OPAQUE(GVariantBuilder);
IMDS_READY_OPAQUE(GVariantIter);
IMDS_READY_OPAQUE(GVariantType);
IMDS_READY_OPAQUE(GChecksum);
IMDS_READY_OPAQUE(GDBusConnection);
IMDS_READY_OPAQUE(GDBusProxy);
IMDS_READY_OPAQUE(GInetAddress);
IMDS_READY_OPAQUE(GOptionContext);
IMDS_READY_OPAQUE(GRegex);
IMDS_READY_OPAQUE(GTimer);
#undef IMDS_READY_OPAQUE
typedef struct {
  GTypeClass g_type_class;
  void (*set_property)(GObject*, guint, const GValue*, GParamSpec*);
  void (*get_property)(GObject*, guint, GValue*, GParamSpec*);
  void (*dispose)(GObject*);
  void (*finalize)(GObject*);
  void (*constructed)(GObject*);
} GObjectClass;

typedef gboolean (*GSourceFunc)(gpointer);
typedef void (*GDestroyNotify)(gpointer);
typedef void (*GFunc)(gpointer, gpointer);
typedef void (*GHFunc)(gpointer, gpointer, gpointer);
typedef void (*GCallback)(void);
typedef gpointer (*GThreadFunc)(gpointer);
typedef void (*GAsyncReadyCallback)(GObject*, GAsyncResult*, gpointer);
typedef guint (*GHashFunc)(gconstpointer);
typedef gboolean (*GEqualFunc)(gconstpointer, gconstpointer);
typedef gint (*GCompareFunc)(gconstpointer, gconstpointer);

gchar* g_strdup(const gchar*);
gchar* g_strndup(const gchar*, gsize);
gchar* g_strdup_printf(const gchar*, ...);
gchar* g_strconcat(const gchar*, ...);
gchar* g_strjoin(const gchar*, ...);
const gchar* g_getenv(const gchar*);
const gchar* g_intern_string(const gchar*);
void g_free(gpointer);
gpointer g_malloc(gsize);
gpointer g_malloc0(gsize);

#define g_new(type, n) ((type*)g_malloc(sizeof(type) * (n)))
#define g_new0(type, n) ((type*)g_malloc0(sizeof(type) * (n)))
#define g_slice_new(type) g_new(type, 1)
#define g_slice_new0(type) g_new0(type, 1)
#define g_autofree
#define g_autoptr(type) type*
#define g_auto(type) type
#define g_steal_pointer(p) (*(p))
#define g_return_if_fail(x) ((void)0)
#define g_return_val_if_fail(x, v) ((void)0)
#define g_return_if_reached() return
#define g_return_val_if_reached(v) return (v)
#define g_assert(x) ((void)0)
#define g_assert_not_reached() ((void)0)
#define g_atomic_pointer_get(p) (*(p))
#define g_atomic_pointer_set(p, v) (*(p) = (v))
#define GPOINTER_TO_INT(p) ((gint)(glong)(p))
#define GPOINTER_TO_UINT(p) ((guint)(gulong)(p))
#define GINT_TO_POINTER(i) ((gpointer)(glong)(i))
#define GUINT_TO_POINTER(i) ((gpointer)(gulong)(i))
#define G_STMT_START do
#define G_STMT_END while (0)
#define G_LIKELY(x) (x)
#define G_UNLIKELY(x) (x)
#define G_N_ELEMENTS(a) (sizeof(a) / sizeof((a)[0]))
#define G_STRINGIFY(x) #x
#define G_OBJECT(o) ((GObject*)(o))
#define G_OBJECT_CLASS(c) ((GObjectClass*)(c))
#define G_CALLBACK(f) ((GCallback)(f))
#define G_TYPE_CHECK_INSTANCE_CAST(o, t, c) ((c*)(o))
#define G_TYPE_CHECK_CLASS_CAST(k, t, c) ((c*)(k))
#define G_TYPE_CHECK_INSTANCE_TYPE(o, t) ((o) != 0)
#define G_TYPE_INSTANCE_GET_CLASS(o, t, c) ((c*)((GTypeInstance*)(o))->g_class)
#define G_DEFINE_TYPE(Type, name, parent) static gpointer name##_parent_class;
#define G_DEFINE_TYPE_WITH_CODE(Type, name, parent, code)                      \
  static gpointer name##_parent_class;
#define G_DEFINE_TYPE_WITH_PRIVATE(Type, name, parent)                         \
  static gpointer name##_parent_class;
#define G_DEFINE_ABSTRACT_TYPE(Type, name, parent)                             \
  static gpointer name##_parent_class;
#define G_LOCK_DEFINE_STATIC(name) static int g_lock_##name
#define G_LOCK(name) ((void)0)
#define G_UNLOCK(name) ((void)0)
#define G_STATIC_ASSERT(x) extern char g_checked[1]
#define G_STATIC_ASSERT_EXPR(x) ((void)0)
#define G_DEFINE_AUTOPTR_CLEANUP_FUNC(type, f)
#define g_warn_if_fail(x) ((void)0)
#define g_clear_pointer(p, f) ((void)(*(p) = 0))
#define g_clear_object(p) ((void)(*(p) = 0))
#define GLIB_CHECK_VERSION(major, minor, micro) 1
#define G_GNUC_PRINTF(f, a)
#define G_GNUC_UNUSED
#define G_GNUC_INTERNAL
#define G_GNUC_CONST
#define G_GNUC_PURE
#define G_GNUC_NORETURN
#define G_GNUC_WARN_UNUSED_RESULT
#define G_GNUC_NULL_TERMINATED
#define G_GNUC_FALLTHROUGH
#define G_GSIZE_FORMAT "zu"
#define G_GSSIZE_FORMAT "zd"
#define G_GINT64_FORMAT "lld"
#define G_GUINT64_FORMAT "llu"
#define G_MAXINT 2147483647
#define G_MAXUINT 4294967295U
#define G_MAXSIZE ((gsize) - 1)
#define G_USEC_PER_SEC 1000000

G_END_DECLS
#endif
