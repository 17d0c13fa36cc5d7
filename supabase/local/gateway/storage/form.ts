import { Buffer } from "node:buffer";

/** One part of a multipart form. */
export interface FormPart {
  name: string;
  /** Present when the part is a file. */
  filename: string | undefined;
  type: string | undefined;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The parts of a multipart form; undefined when it is not one. `Response.formData()` will not do: it drops the part
 * with the empty name, and that is the file which storage-js sends.
 */
export function readFormParts(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): FormPart[] | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!boundary) return undefined;
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  // The first delimiter has no line before it.
  const whole = Buffer.concat([Buffer.from("\r\n"), body]);
  const parts: FormPart[] = [];
  let start = whole.indexOf(delimiter);
  while (start !== -1) {
    const end = whole.indexOf(delimiter, start + delimiter.length);
    if (end === -1) return parts;
    const part = readPart(whole.subarray(start + delimiter.length, end));
    if (!part) return undefined;
    parts.push(part);
    start = end;
  }
  return undefined;
}

/** A part from behind its delimiter: line end, headers, empty line, bytes. */
function readPart(raw: Buffer): FormPart | undefined {
  const split = raw.indexOf("\r\n\r\n");
  if (split === -1) return undefined;
  const head = raw.toString("utf8", 0, split);
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1];
  const name = disposition && /\bname="([^"]*)"/.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    filename: /\bfilename="([^"]*)"/.exec(disposition!)?.[1],
    type: /^content-type:\s*(\S.*?)\s*$/im.exec(head)?.[1],
    bytes: new Uint8Array(raw.subarray(split + 4)),
  };
}
