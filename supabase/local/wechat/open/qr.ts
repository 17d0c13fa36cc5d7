import qrcode from "qrcode-generator";

/** The modules of a QR code with its quiet zone; true is dark. */
export function qrModules(text: string): boolean[][] {
  const code = qrcode(0, "M");
  code.addData(text, "Byte");
  code.make();
  const quiet = 4;
  const size = code.getModuleCount();
  return Array.from(
    { length: size + 2 * quiet },
    (_, row) =>
      Array.from({ length: size + 2 * quiet }, (_, column) => {
        const [r, c] = [row - quiet, column - quiet];
        return r >= 0 && c >= 0 && r < size && c < size && code.isDark(r, c);
      }),
  );
}
