package org.muriel.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page in Markdown: its lines, and the fenced blocks among them. */
record Page(List<String> lines, List<Block> blocks) {
    private static final String FENCE = "```";
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");

    Page {
        lines = List.copyOf(lines);
        blocks = List.copyOf(blocks);
    }

    /**
     * A fenced block.
     *
     * @param from index of the first line inside
     * @param to index of the closing fence
     * @param language the first word behind the opening fence; empty when there is none
     * @param info everything behind the opening fence
     */
    record Block(int from, int to, String language, String info, List<String> lines) {

        /** What the opening fence says of the block, such as {@code file=.settings.yaml}. */
        Optional<String> attribute(String name) {
            Matcher attribute = ATTRIBUTE.matcher(info);
            while (attribute.find()) {
                if (attribute.group(1).equals(name)) {
                    return Optional.ofNullable(attribute.group(2)).or(() -> Optional.ofNullable(attribute.group(3)));
                }
            }
            return Optional.empty();
        }
    }

    static Page of(String text) {
        List<String> lines = text.lines().toList();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                String info = lines.get(i).substring(FENCE.length()).strip();
                int from = i + 1;
                int to = from + lines.subList(from, lines.size()).indexOf(FENCE);
                if (to < from) {
                    throw new IllegalArgumentException("the block opened in line " + from + " is not closed");
                }
                blocks.add(new Block(from, to, info.split("\\s+", 2)[0], info, lines.subList(from, to)));
                i = to;
            }
        }
        return new Page(lines, blocks);
    }

    /** The text of this page with some blocks' lines replaced. */
    String with(Map<Block, List<String>> replaced) {
        List<String> text = new ArrayList<>();
        int next = 0;
        for (Block block : blocks) {
            text.addAll(lines.subList(next, block.from()));
            text.addAll(replaced.getOrDefault(block, block.lines()));
            next = block.to();
        }
        text.addAll(lines.subList(next, lines.size()));
        return String.join("\n", text) + "\n";
    }

    /** The cells of the rows of the first table below a heading, without its head. */
    List<List<String>> table(String heading) {
        int start = lines.indexOf(heading);
        if (start < 0) {
            throw new IllegalArgumentException("the page has no heading " + heading);
        }
        return lines.stream()
                .skip(start)
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(row -> List.of(row.substring(1).split("\\|")).stream()
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }
}
