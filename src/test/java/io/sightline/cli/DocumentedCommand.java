package io.sightline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command as it stands in a document: in a block of shell commands, or in the text.
 *
 * @param line without its comment
 * @param input what the document types into it, line by line
 */
record DocumentedCommand(String line, String input) {
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("`([^`]+)`");
    private static final Pattern PROGRAM =
            Pattern.compile("(\\./sightline|bin/sightline|\\./mvnw|curl|kafka-[a-z-]+\\.sh|docker|docker-compose) .*");
    private static final Set<String> SHELLS = Set.of("sh", "bash");
    private static final String TYPED = "> ";

    /** What users are told to type: README, and all pages beside it and under docs. */
    static List<Path> documents() throws IOException {
        try (Stream<Path> pages = Stream.concat(Files.list(Path.of("")), Files.list(Path.of("docs")))) {
            return pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The commands of a document, in its order. */
    static List<DocumentedCommand> of(Path document) throws IOException {
        return in(Files.readString(document));
    }

    /** The commands between a heading and the next one that is not below it. */
    static List<DocumentedCommand> of(Path document, String heading) throws IOException {
        String text = Files.readString(document);
        int start = text.indexOf(heading + "\n");
        if (start < 0) {
            throw new AssertionError(document + " has no heading " + heading);
        }
        int end = text.indexOf("\n## ", start + heading.length());
        return in(end < 0 ? text.substring(start) : text.substring(start, end));
    }

    boolean startsWith(String words) {
        return line.equals(words) || line.startsWith(words + " ");
    }

    private static List<DocumentedCommand> in(String text) {
        List<DocumentedCommand> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        int behind = 0;
        while (blocks.find()) {
            addInline(text.substring(behind, blocks.start()), commands);
            addBlock(blocks.group(2), SHELLS.contains(blocks.group(1)), commands);
            behind = blocks.end();
        }
        addInline(text.substring(behind), commands);
        return List.copyOf(commands);
    }

    /** Of a block that is not said to be for a shell, only what begins with a program of ours or Kafka's. */
    private static void addBlock(String block, boolean shell, List<DocumentedCommand> commands) {
        for (String line : block.replaceAll("\\\\\n\\s*", "").lines().toList()) {
            String bare = line.replaceFirst("(^|\\s+)#.*", "").strip();
            if (line.startsWith(TYPED) && !commands.isEmpty()) {
                DocumentedCommand last = commands.remove(commands.size() - 1);
                commands.add(new DocumentedCommand(last.line(), last.input() + line.substring(TYPED.length()) + "\n"));
            } else if (!bare.isEmpty() && (shell || PROGRAM.matcher(bare).matches())) {
                commands.add(new DocumentedCommand(bare, ""));
            }
        }
    }

    private static void addInline(String text, List<DocumentedCommand> commands) {
        INLINE.matcher(text)
                .results()
                .map(code -> code.group(1).replaceAll("\\s+", " "))
                .filter(code -> PROGRAM.matcher(code).matches())
                .forEach(code -> commands.add(new DocumentedCommand(code, "")));
    }
}
