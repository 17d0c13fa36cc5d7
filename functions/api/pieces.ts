/** The lines that a query names as `line:quantity,…`; null without any: all that is left. */
export function piecesOf(pieces: string | undefined) {
  return pieces?.split(",").map((piece) => {
    const [line_no, quantity] = piece.split(":").map(Number);
    return { line_no, quantity };
  }) ?? null;
}
