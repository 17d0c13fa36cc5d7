import type {
  FreightTemplate,
  FreightTemplates,
  SaveFreightTemplateRequest,
} from "@/contracts/staff/freight.ts";
import type { Decide } from "@/contracts/staff/people.ts";
import { get, post, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["freight", "setup", "audit"];

export function useFreightTemplates() {
  return useOne(["freight"], () => get<FreightTemplates>("/staff/freight-templates"));
}

export function useSaveFreight(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveFreightTemplateRequest) =>
      put<FreightTemplate>("/staff/freight-templates", json),
    done: "运费模板已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useDeleteFreight(template: string, onDone: () => void) {
  return useCommand({
    send: (json: Decide) => post(`/staff/freight-templates/${template}/deletion`, json),
    done: "运费模板已删除",
    touched,
    onDone,
  });
}
