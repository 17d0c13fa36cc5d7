import type { Shop } from "@/contracts/catalog.ts";
import type {
  Material,
  MaterialChannel,
  MaterialShare,
  MaterialUse,
  UsedMaterial,
} from "@/contracts/materials.ts";
import { type AlbumEnd, downloaded, saveToAlbum } from "../../../services/album";
import { post } from "../../../services/request";
import { newId } from "../../../utils/id";
import type { PosterContent } from "../poster/drawing";
import { posterContent } from "../share/shared";

/** My own token for a material: it stands in the card, in the words, or in the poster's code. */
export function shareOf(material: Material, channel: MaterialChannel): Promise<MaterialShare> {
  return post<MaterialShare>(`/distributor/materials/${material.id}/share`, { channel });
}

/** Counts what was done. It was done: when that cannot be told now, the member is not troubled with it. */
export async function count(
  material: Material,
  kind: MaterialUse,
  { id }: MaterialShare,
): Promise<number> {
  const told = post<UsedMaterial>(`/distributor/materials/${material.id}/uses`, {
    kind,
    share: id,
  }, { idempotencyKey: newId() });
  return (await told.catch(() => ({ used: material.used + 1 }))).used;
}

/** The words as they go out: below them WeChat's link, which carries my token. */
export function wordsOf({ text }: Material, { link }: MaterialShare): string {
  return link ? `${text}\n${link}` : text;
}

/** Puts the pictures or the video into the album, each after the other, and says how far it is. */
export async function saveFiles(
  { pictures, video }: Material,
  onStep: (done: number) => void,
): Promise<AlbumEnd> {
  const files = video ? [video.url] : pictures;
  for (const [done, url] of files.entries()) {
    onStep(done);
    const filePath = await downloaded(url);
    const save = () =>
      video ? wx.saveVideoToPhotosAlbum({ filePath }) : wx.saveImageToPhotosAlbum({ filePath });
    const end = await saveToAlbum(save, video ? "视频" : "图片");
    if (end !== "saved") return end;
  }
  return "saved";
}

/** The poster with my code that goes into the album beside the pictures. */
export function posterOf(
  { title, pictures, product }: Material,
  shop: Shop,
  nickname: string,
  { token }: MaterialShare,
): PosterContent {
  const poster = posterContent(product, shop, nickname, token);
  if (product || pictures.length === 0) return poster;
  return { ...poster, title, picture: pictures[0]! };
}

/** What the album holds now. */
export function savedWords({ pictures, video }: Material): string {
  if (video) return "视频和带专属码的海报已存";
  return pictures.length > 0 ? `${pictures.length} 张图片和专属海报已存` : "专属海报已存";
}
