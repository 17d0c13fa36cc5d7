/**
 * Everything that can be said about the mini program without running it: types of its code and its templates, what
 * both template compilers dislike, files that are missing, names of `wx` that the phone lacks, sizes.
 */
import { stop } from "esbuild";
import { buildMiniprogram } from "./build.ts";
import { faceProblems } from "./checks/faces.ts";
import { checkPhone } from "./checks/phone.ts";
import { subPackageProblems } from "./checks/subpackages.ts";
import { templateProblems } from "./checks/templates.ts";
import { toolProblems } from "./checks/tools.ts";
import { typeProblems } from "./checks/types.ts";
import { wechatProblems } from "./checks/wechat.ts";
import { missingWxNames } from "./checks/wx_names.ts";
import { readTree } from "./files.ts";
import { PACKAGE, SOURCE } from "./paths.ts";
import { say } from "./say.ts";
import { sizeReport } from "./sizes.ts";
import { webEditionOf } from "./web_build.ts";

async function check(): Promise<number> {
  const sources = readTree(SOURCE);
  const sizes = await buildMiniprogram();
  const files = readTree(PACKAGE);
  const phone = checkPhone();
  const { missing } = await webEditionOf(files);
  const problems = [
    ...typeProblems(sources, SOURCE),
    ...templateProblems(sources),
    ...missing,
    ...subPackageProblems(files),
    ...faceProblems(files),
    ...await wechatProblems(PACKAGE, files),
    ...phone.problems,
    ...await toolProblems(),
    ...phone.wx_names ? missingWxNames(files, phone.wx_names) : [],
  ];
  for (const problem of problems) say(problem);
  say(sizeReport(sizes));
  const templates = [...sources.keys()].filter((path) => path.endsWith(".wxml")).length;
  say(`${templates} templates checked, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

try {
  Deno.exitCode = await check();
} finally {
  await stop();
}
