import { Buffer } from "node:buffer";
import { type KeyObject, randomBytes, sign } from "node:crypto";

/** A value of ASN.1 in DER. */
function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [tag];
  if (length < 0x80) head.push(length);
  else if (length < 0x100) head.push(0x81, length);
  else head.push(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Uint8Array.from(head), ...parts]);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const oid = (...bytes: number[]) => der(0x06, Uint8Array.from(bytes));

const sha256_with_rsa = sequence(
  oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b),
  der(0x05),
);
const common_name = oid(0x55, 0x04, 0x03);

function name(text: string): Uint8Array {
  const value = der(0x0c, new TextEncoder().encode(text));
  return sequence(der(0x31, sequence(common_name, value)));
}

/** UTCTime, good for the years to 2049. */
function utcTime(at: Date): Uint8Array {
  const digits = at.toISOString().slice(2, 19).replaceAll(/\D/g, "") + "Z";
  return der(0x17, new TextEncoder().encode(digits));
}

/** A self-signed X.509 certificate in PEM and its serial in upper-case hexadecimal. */
export function selfSigned(
  subject: string,
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  valid: { from: Date; to: Date },
): { pem: string; serial: string } {
  const serial = randomBytes(20);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const content = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, serial),
    sha256_with_rsa,
    name(subject),
    sequence(utcTime(valid.from), utcTime(valid.to)),
    name(subject),
    keys.publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", content, keys.privateKey);
  const bits = der(0x03, Uint8Array.of(0), signature);
  const base64 = Buffer.from(sequence(content, sha256_with_rsa, bits)).toString("base64");
  const lines = base64.match(/.{1,64}/g)!.join("\n");
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return { pem, serial: serial.toString("hex").toUpperCase() };
}
