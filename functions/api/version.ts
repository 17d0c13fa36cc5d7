import project from "../../deno.json" with { type: "json" };

/** The version of deno.json. */
export const version: string = project.version;
