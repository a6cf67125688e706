package io.sightline.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A properties file in UTF-8 whose entries know their lines. */
final class PropertiesFile {
    /** One entry. */
    record Entry(String value, int line) {}

    private PropertiesFile() {}

    /**
     * Reads the file.
     *
     * @throws SettingsException if it cannot be read or names a setting twice
     */
    static Map<String, Entry> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new SettingsException("the settings file " + file + " cannot be read: " + e, e);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (int first = 0; first < lines.size(); ) {
            int last = first;
            while (isContinued(lines.get(last)) && last + 1 < lines.size()) {
                last++;
            }
            addEntry(entries, file, first + 1, String.join("\n", lines.subList(first, last + 1)));
            first = last + 1;
        }
        return entries;
    }

    private static void addEntry(Map<String, Entry> entries, Path file, int line, String text) {
        Properties one = new Properties();
        try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
            one.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(file + " line " + line + ": " + e.getMessage(), e);
        }
        for (String name : one.stringPropertyNames()) {
            Entry before = entries.put(name, new Entry(one.getProperty(name).strip(), line));
            if (before != null) {
                throw new SettingsException(
                        file + ": " + name + " is set twice, in lines " + before.line() + " and " + line);
            }
        }
    }

    /** An odd number of backslashes at the end joins the next line; a comment never does. */
    private static boolean isContinued(String line) {
        String text = line.strip();
        if (text.startsWith("#") || text.startsWith("!")) {
            return false;
        }
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
