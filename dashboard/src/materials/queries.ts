import type {
  MaterialFiguresPage,
  MoveShown,
  SaveMaterialRequest,
  StaffMaterial,
  StaffMaterialPage,
} from "@/contracts/staff/materials.ts";
import { get, put } from "../lib/api.ts";
import { type Refused, useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";

const touched: View[] = ["materials", "audit"];

interface Filter {
  status?: string | undefined;
  campaign?: string | undefined;
  query?: string | undefined;
}

export function useMaterials(filter: Filter) {
  return useList(
    ["materials", filter],
    (after) => get<StaffMaterialPage>("/staff/materials", { ...filter, after }),
  );
}

/** The campaigns that some material belongs to. */
export function useCampaigns(): string[] {
  const first = useOne(
    ["materials", "campaigns"],
    () => get<StaffMaterialPage>("/staff/materials", { page_size: 1 }),
  );
  return first.data?.campaigns ?? [];
}

export function useMaterialFigures(material: string) {
  return useList(["materials", "figures", material], async (after) => {
    const path = `/staff/materials/${material}/figures`;
    const { items, next } = await get<MaterialFiguresPage>(path, { after });
    return { items: items.map((one) => ({ ...one, id: one.distributor_id })), next };
  });
}

export function useSaveMaterial(onDone: () => void, onRefused: Refused) {
  return useCommand({
    send: (json: SaveMaterialRequest) => put<StaffMaterial>("/staff/materials", json),
    done: ({ is_shown }) => is_shown ? "素材已保存，推广员看得到" : "素材已保存",
    touched,
    onDone,
    onRefused,
  });
}

export function useMoveMaterial(material: string) {
  return useCommand({
    send: (json: MoveShown) => put(`/staff/materials/${material}/place`, json),
    done: "顺序已保存",
    touched,
  });
}
