import type { Context } from "hono";
import { signal_headers } from "@/contracts/signals.ts";
import type { Env } from "./context.ts";
import { addressKey, provenAddress, provenHeader } from "./limit.ts";

/** Where a call comes from, as SQL keeps it: address and device can be compared, and never read back. */
export interface Signal {
  address?: string;
  region?: string;
  device?: string;
  model?: string;
  scene?: number;
}

/** What a call tells about its origin; undefined when it tells nothing. Malformed values are left out. */
export async function signalOf(c: Context<Env>): Promise<Signal | undefined> {
  const { sealer, proxy } = c.var.services;
  const block = addressBlock(provenAddress(c) ?? "");
  const region = matched(provenHeader(c, proxy.region_header), /^[\p{L}\p{N} ._-]{1,40}$/u);
  const device = matched(c.req.header(signal_headers.device), /^[0-9a-z-]{16,64}$/i);
  const model = modelOf(c.req.header(signal_headers.model));
  const scene = matched(c.req.header(signal_headers.scene), /^\d{1,5}$/);
  const signal: Signal = {
    ...(block !== undefined && { address: await sealer.fingerprint("address_block", block) }),
    ...(region !== undefined && { region }),
    ...(device !== undefined && { device: await sealer.fingerprint("device", device) }),
    ...(model !== undefined && { model }),
    ...(scene !== undefined && { scene: Number(scene) }),
  };
  return Object.keys(signal).length > 0 ? signal : undefined;
}

/** The neighbourhood of an address: the /24 of an IPv4 one, the /48 of an IPv6 one. */
export function addressBlock(address: string): string | undefined {
  const key = addressKey(address);
  const v4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(key);
  const v6 = /^([0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(key);
  return v4?.[1] ?? v6?.[1];
}

const model_length = 64;

function modelOf(header = ""): string | undefined {
  let model;
  try {
    model = decodeURIComponent(header.slice(0, 1000));
  } catch {
    return undefined;
  }
  const shown = [...model.replaceAll(/\p{C}/gu, "").trim()].slice(0, model_length).join("");
  return shown === "" ? undefined : shown;
}

const matched = (value: string | undefined, form: RegExp) =>
  value !== undefined && form.test(value) ? value : undefined;
