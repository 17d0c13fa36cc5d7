import { z } from "zod";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";
import { flatJpeg } from "./jpeg.ts";
import { transparentPng } from "./png.ts";
import { qrModules } from "./qr.ts";

const scene_rule = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const page_rule = /^[0-9A-Za-z_-]+(\/[0-9A-Za-z_-]+)*$/;

const colour = z.union([z.string(), z.number()]);
const options_schema = z.object({
  check_path: z.boolean().default(true),
  env_version: z.enum(["release", "trial", "develop"]).default("release"),
  width: z.number().int().min(280).max(1280).default(430),
  auto_color: z.boolean().optional(),
  line_color: z.object({ r: colour, g: colour, b: colour }).optional(),
  is_hyaline: z.boolean().default(false),
});

function sceneOf({ body }: AppCall): string {
  const { scene } = body;
  if (typeof scene !== "string" || scene === "" || scene.length > 32) {
    throw new OpenError(40169, "invalid length for scene, or the data is not json string");
  }
  if (!scene_rule.test(scene)) throw new OpenError(40129, "invalid scene");
  return scene;
}

function pageOf({ body, app }: AppCall, check_path: boolean): string {
  const { page } = body;
  if (page === undefined || page === "") return app.pages?.[0] ?? "pages/index/index";
  const formed = typeof page === "string" && page_rule.test(page);
  const exists = formed && (!check_path || (app.pages?.includes(page) ?? true));
  if (!exists) throw new OpenError(41030, "invalid page");
  return page;
}

/** POST /wxa/getwxacodeunlimit: a picture; here a QR code that says app, page and scene, the same for the same request. */
export function wxaCode(call: AppCall): OpenAnswer {
  const scene = sceneOf(call);
  const options = options_schema.safeParse(call.body);
  if (!options.success) throw new OpenError(40097, "invalid args");
  const { check_path, env_version, width, is_hyaline } = options.data;
  const page = pageOf(call, check_path);
  const appid = call.app.appid;
  if (call.world.faults.take("image_json", { appid, scene, path: "/wxa/getwxacodeunlimit" })) {
    throw new OpenError(-1, "system error");
  }
  const version = env_version === "release" ? "" : `&env_version=${env_version}`;
  const text = `weixin://${appid}/${page}?scene=${encodeURIComponent(scene)}${version}`;
  const modules = qrModules(text);
  const eighths = Math.max(1, Math.floor(width / modules.length / 8));
  if (is_hyaline) return { image: transparentPng(modules, eighths * 8), type: "image/png" };
  return { image: flatJpeg(enlarged(modules, eighths)), type: "image/jpeg" };
}

function enlarged(modules: boolean[][], by: number): boolean[][] {
  const repeat = <Item>(items: Item[]) => items.flatMap((item) => Array<Item>(by).fill(item));
  return repeat(modules.map(repeat));
}
