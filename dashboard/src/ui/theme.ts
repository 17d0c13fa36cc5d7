import { theme, type ThemeConfig } from "antd";

/** The colours of the product; each scheme has its own steps of the same ones. */
const light = {
  brand: "#0E7A5F",
  brandHover: "#0B6650",
  brandSoft: "#E9F7F2",
  ink: "#17201C",
  body: "#3B4742",
  aux: "#67736D",
  line: "#E6EBE8",
  ground: "#F5F7F6",
  card: "#FFFFFF",
  warn: "#8F5F12",
  bad: "#C8321F",
  badHover: "#A92A1A",
  info: "#2B6CB0",
  warnSoft: "#FCF6E9",
  warnLine: "#EBD9B4",
  infoSoft: "#EDF4FB",
  infoLine: "#C9DDF1",
};
const dark: typeof light = {
  brand: "#3CCB9F",
  brandHover: "#5FD9B4",
  brandSoft: "#12332A",
  ink: "#E6EDEA",
  body: "#B7C3BD",
  aux: "#92A099",
  line: "#24302B",
  ground: "#0F1613",
  card: "#16201C",
  warn: "#E0A84A",
  bad: "#F57B67",
  badHover: "#F89583",
  info: "#6FA8DC",
  warnSoft: "#2C2414",
  warnLine: "#4D3F22",
  infoSoft: "#16232F",
  infoLine: "#27405A",
};

export function themeOf(isDark: boolean): ThemeConfig {
  const colors = isDark ? dark : light;
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colors.brand,
      colorPrimaryHover: colors.brandHover, // antd's own is too pale to read white words on
      colorLink: colors.brand,
      colorLinkHover: colors.brandHover,
      colorSuccess: colors.brand,
      colorWarning: colors.warn,
      colorWarningBg: colors.warnSoft, // antd's own is muddy for a colour as dark as ours
      colorWarningBorder: colors.warnLine,
      colorError: colors.bad,
      colorErrorHover: colors.badHover,
      colorInfo: colors.info,
      colorInfoBg: colors.infoSoft,
      colorInfoBorder: colors.infoLine,
      colorText: colors.ink,
      colorTextSecondary: colors.body,
      colorTextTertiary: colors.aux,
      colorTextDescription: colors.aux,
      colorTextPlaceholder: colors.aux,
      colorBorderSecondary: colors.line,
      colorBgLayout: colors.ground,
      colorBgContainer: colors.card,
      colorBgElevated: colors.card,
      controlItemBgActive: colors.brandSoft, // antd's own is muddy too
      controlItemBgActiveHover: colors.brandSoft,
      colorTextLightSolid: isDark ? "#0F1613" : "#FFFFFF",
      borderRadius: 8,
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      fontFamily: '-apple-system, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif',
    },
    components: {
      Layout: { siderBg: colors.card, headerBg: colors.card, bodyBg: colors.ground },
      Menu: { itemBg: "transparent", itemSelectedBg: colors.brandSoft, activeBarBorderWidth: 0 },
      Segmented: {
        itemSelectedBg: isDark ? colors.brandSoft : colors.card,
        itemSelectedColor: colors.brand,
      },
      Table: { headerBg: colors.card, headerColor: colors.aux, headerSplitColor: "transparent" },
    },
  };
}
