/** For tests of what a shop gives its distributors to work with. */
import type { Material, MaterialPage, News } from "@/contracts/materials.ts";
import type { Share } from "@/contracts/shares.ts";
import type {
  SaveMaterial,
  StaffMaterial,
  StaffMaterialPage,
} from "@/contracts/staff/materials.ts";
import type { SaveArticle, StaffArticleDetail } from "@/contracts/staff/training.ts";
import type { Article, ArticlePage } from "@/contracts/training.ts";
import { type Mall, type Member, newKey } from "./mall.ts";

const picture = "/storage/v1/object/public/goods/qingteng/tea.webp";

/** Everything that a material's form says. */
export const plain_material = {
  title: "春茶上新",
  text: "清明前采的龙井，一芽一叶，喝得到春天。",
  pictures: [picture],
  video: null,
  product_id: null,
  campaign: null,
  status: "on",
  shown_from: null,
  shown_until: null,
  tell_again: false,
} satisfies SaveMaterial;

export const plain_article = {
  title: "怎样介绍一款茶",
  summary: "三句话说清产地、口感和泡法",
  cover_url: picture,
  rich_text: [{ kind: "paragraph", runs: [{ text: "先喝，再说。" }] }],
  status: "on",
  tell_again: false,
} satisfies SaveArticle;

type Changes<Form> = Partial<Omit<Form, "tell_again">> & { tell_again?: boolean };

/** What staff and distributors do with materials and articles in one shop. */
export const worksOf = (mall: Mall) => ({
  material: (changes: Changes<SaveMaterial> = {}, by = mall.owner) =>
    mall.command<StaffMaterial>("save_material", {
      material: { ...plain_material, ...changes },
      reason: "上新",
    }, by),

  article: (changes: Changes<SaveArticle> = {}) =>
    mall.command<StaffArticleDetail>("save_article", {
      article: { ...plain_article, ...changes },
      reason: "培训",
    }),

  /** The form of a material as it stands, with changes. */
  formOf: (m: StaffMaterial, changes: Changes<SaveMaterial> = {}) => {
    const { id, version, title, text, pictures, video, product_id, campaign, status } = m;
    const { shown_from, shown_until } = m;
    const form = { id, version, title, text, pictures, video, product_id, campaign, status };
    return { ...form, shown_from, shown_until, ...changes };
  },

  seenBy: (distributor: Member, filters: Record<string, unknown> = {}) =>
    mall.db.call<MaterialPage>(distributor, "list_materials", filters),

  titlesFor: async (distributor: Member, filters: Record<string, unknown> = {}) =>
    (await mall.db.call<MaterialPage>(distributor, "list_materials", filters)).items
      .map(({ title }) => title),

  see: (distributor: Member, ...materials: Pick<Material, "id">[]) =>
    mall.db.call<News>(distributor, "see_materials", { ids: materials.map(({ id }) => id) }),

  news: (distributor: Member) => mall.db.call<News>(distributor, "get_news"),

  share: (distributor: Member, material_id: string, channel = "link") =>
    mall.db.call<Share>(distributor, "share_material", { material_id, channel }),

  use: (distributor: Member, material_id: string, kind: string, share: Share, key = newKey()) =>
    mall.db.call<{ used: number }>(distributor, "use_material", {
      ...{ material_id, kind, share: share.id },
      idempotency_key: key,
    }),

  articles: async (distributor: Member) =>
    (await mall.db.call<ArticlePage>(distributor, "list_articles")).items,

  read: (distributor: Member, article_id: string, edition: number) =>
    mall.db.call<Article>(distributor, "read_article", { article_id, edition }),

  listed: (filters: Record<string, unknown> = {}) =>
    mall.db.call<StaffMaterialPage>(mall.owner, "staff_list_materials", {
      shop: mall.shop,
      ...filters,
    }),
});
