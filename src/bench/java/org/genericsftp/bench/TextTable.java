package org.genericsftp.bench;

import java.util.ArrayList;
import java.util.List;

/** Columns for a terminal; those of figures are aligned on the right. */
record TextTable(List<String> head, List<List<String>> lines) {
    private static final String GAP = "  ";

    @Override
    public String toString() {
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(lines);
        StringBuilder text = new StringBuilder();
        for (List<String> line : all) {
            StringBuilder printed = new StringBuilder();
            for (int column = 0; column < head.size(); column++) {
                printed.append(padded(line.get(column), width(all, column), isFigure(column)))
                        .append(GAP);
            }
            text.append(printed.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> all, int column) {
        return all.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static boolean isFigure(int column) {
        return column == 1 || column == 3;
    }

    private static String padded(String cell, int width, boolean right) {
        String padding = " ".repeat(width - cell.length());
        return right ? padding + cell : cell + padding;
    }
}
