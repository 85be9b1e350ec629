package dev.sluice.source.drizzle;

import java.util.Set;
import java.util.regex.Pattern;

/// Literals and names of TypeScript.
final class TypeScript {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{Nd}_$]*");

    /// Words that can't name a constant of a module.
    private static final Set<String> RESERVED =
            Set.of(
                    "abstract",
                    "any",
                    "arguments",
                    "as",
                    "async",
                    "await",
                    "boolean",
                    "break",
                    "case",
                    "catch",
                    "class",
                    "const",
                    "continue",
                    "debugger",
                    "declare",
                    "default",
                    "delete",
                    "do",
                    "else",
                    "enum",
                    "eval",
                    "export",
                    "extends",
                    "false",
                    "finally",
                    "for",
                    "from",
                    "function",
                    "get",
                    "if",
                    "implements",
                    "import",
                    "in",
                    "instanceof",
                    "interface",
                    "let",
                    "module",
                    "namespace",
                    "new",
                    "null",
                    "of",
                    "package",
                    "private",
                    "protected",
                    "public",
                    "require",
                    "return",
                    "set",
                    "static",
                    "super",
                    "switch",
                    "symbol",
                    "this",
                    "throw",
                    "true",
                    "try",
                    "type",
                    "typeof",
                    "undefined",
                    "var",
                    "void",
                    "while",
                    "with",
                    "yield",
                    "Array",
                    "Object",
                    "String",
                    "Number",
                    "Boolean",
                    "Symbol",
                    "Promise",
                    "Uint8Array",
                    "exports",
                    "NaN",
                    "Infinity",
                    "globalThis",
                    "table",
                    "one",
                    "many");

    private TypeScript() {}

    static boolean isIdentifier(String text) {
        return IDENTIFIER.matcher(text).matches();
    }

    static boolean isReserved(String text) {
        return RESERVED.contains(text);
    }

    static String string(String text) {
        return Node.Json.MAPPER.writeValueAsString(text).replace("\u2028", "\\u2028");
    }

    /// An expression as a tagged template; the tag sees the cooked text, so what cooking would
    /// change is escaped.
    static String sql(String text) {
        String safe =
                text.replace("\\", "\\\\")
                        .replace("`", "\\`")
                        .replace("${", "\\${")
                        .replace("\r", "\\r");
        return "sql`" + safe + "`";
    }

    static String key(String name) {
        return isIdentifier(name) && !name.equals("__proto__") ? name : string(name);
    }

    static String member(String owner, String key) {
        return isIdentifier(key) ? owner + "." + key : owner + "[" + string(key) + "]";
    }

    /// drizzle-kit's rule: words become camel case, a lower-case first letter.
    static String camel(String name) {
        var out = new StringBuilder();
        boolean up = false;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (c == '_' || c == '-' || c == '.' || Character.isWhitespace(c)) {
                up = !out.isEmpty();
                continue;
            }
            int letter =
                    out.isEmpty() ? Character.toLowerCase(c) : up ? Character.toUpperCase(c) : c;
            out.appendCodePoint(letter);
            up = Character.isDigit(c);
        }
        String camel = out.toString();
        boolean shouting =
                camel.length() > 1 && name.equals(name.toUpperCase(java.util.Locale.ROOT));
        if (shouting && name.indexOf('_') < 0) return camel.toLowerCase(java.util.Locale.ROOT);
        return camel.isEmpty() ? "_" : camel;
    }

    /// A legal name for a constant, as close to `wanted` as can be.
    static String identifier(String wanted) {
        var out = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            out.append(Character.isLetterOrDigit(c) || c == '_' || c == '$' ? c : '_');
        }
        if (out.isEmpty() || Character.isDigit(out.charAt(0))) out.insert(0, '_');
        return out.toString();
    }

    /// One line for a comment, whatever is in it.
    static String remark(String text) {
        return text.replaceAll("[\\r\\n\\u2028\\u2029\\u0085]+", " ").replace("*/", "* /").strip();
    }
}
