import {
  AccountBookOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  GiftOutlined,
  ProfileOutlined,
  SettingOutlined,
  ShareAltOutlined,
  WalletOutlined,
} from "@ant-design/icons";
import { type ComponentType, lazy } from "react";
import type { Permission } from "@/contracts/staff/people.ts";
import { useWorkCount } from "./work/count.ts";

/** A page of the dashboard: routes, menu, headings and the window's title are made from it. */
export interface Page {
  /** Below `/dashboard`; `:name` stands for a part that the page reads. */
  path: string;
  title: string;
  /** Without it a staff member neither sees the page in the menu nor opens it. */
  permission: Permission;
  /** Fetched when it is first opened. */
  Body: ComponentType;
  /** Its entry in the menu; a page without one is reached from another. */
  menu?: { Icon: ComponentType; badge?: Badge };
}

/** How much waits on a page, live, and what that is called. */
export interface Badge {
  useCount(): number;
  words(count: number): string;
}

export const pages: readonly Page[] = [
  {
    path: "/",
    title: "概览",
    permission: "read",
    Body: lazy(() => import("./overview/OverviewPage.tsx")),
    menu: { Icon: DashboardOutlined },
  },
  {
    path: "/work",
    title: "待办",
    permission: "read",
    Body: lazy(() => import("./work/WorkPage.tsx")),
    menu: {
      Icon: CarryOutOutlined,
      badge: {
        useCount: () => useWorkCount().data?.open ?? 0,
        words: (count) => `${count} 件待办`,
      },
    },
  },
  {
    path: "/orders",
    title: "订单",
    permission: "read",
    Body: lazy(() => import("./orders/OrdersPage.tsx")),
    menu: { Icon: ProfileOutlined },
  },
  {
    path: "/distributors",
    title: "推广员",
    permission: "read",
    Body: lazy(() => import("./distributors/DistributorsPage.tsx")),
    menu: { Icon: ShareAltOutlined },
  },
  {
    path: "/distributors/relations",
    title: "客户关系",
    permission: "read",
    Body: lazy(() => import("./relations/RelationsPage.tsx")),
  },
  {
    path: "/distributors/imports",
    title: "老客户导入",
    permission: "read",
    Body: lazy(() => import("./people_files/ImportedPage.tsx")),
  },
  {
    path: "/distributors/imports/new",
    title: "导入文件",
    permission: "distributor",
    Body: lazy(() => import("./people_files/ImportPeoplePage.tsx")),
  },
  {
    path: "/distributors/codes",
    title: "渠道码",
    permission: "read",
    Body: lazy(() => import("./channel_codes/ChannelCodesPage.tsx")),
  },
  {
    path: "/distributors/materials",
    title: "推广素材",
    permission: "read",
    Body: lazy(() => import("./materials/MaterialsPage.tsx")),
  },
  {
    path: "/distributors/training",
    title: "培训",
    permission: "read",
    Body: lazy(() => import("./training/TrainingPage.tsx")),
  },
  {
    path: "/distributors/training/new",
    title: "新建文章",
    permission: "distributor",
    Body: lazy(() => import("./training/ArticlePage.tsx")),
  },
  {
    path: "/distributors/training/:article",
    title: "培训文章",
    permission: "distributor",
    Body: lazy(() => import("./training/ArticlePage.tsx")),
  },
  {
    path: "/distributors/tiers",
    title: "推广员等级",
    permission: "read",
    Body: lazy(() => import("./tiers/TiersPage.tsx")),
  },
  {
    path: "/distributors/applications",
    title: "推广申请",
    permission: "read",
    Body: lazy(() => import("./recruitment/ApplicationsPage.tsx")),
  },
  {
    path: "/distributors/recruitment",
    title: "招募推广员",
    permission: "read",
    Body: lazy(() => import("./recruitment/RecruitmentPage.tsx")),
  },
  {
    path: "/distributors/leaderboard",
    title: "排行榜",
    permission: "read",
    Body: lazy(() => import("./leaderboard/LeaderboardPage.tsx")),
  },
  {
    path: "/distributors/risk",
    title: "风控",
    permission: "risk",
    Body: lazy(() => import("./risk/RiskPage.tsx")),
  },
  {
    path: "/distributors/risk/rules",
    title: "风控规则",
    permission: "risk",
    Body: lazy(() => import("./risk/RulesPage.tsx")),
  },
  {
    path: "/distributors/risk/:case",
    title: "风控案件",
    permission: "risk",
    Body: lazy(() => import("./risk/CasePage.tsx")),
  },
  {
    path: "/distributors/:distributor",
    title: "推广员",
    permission: "read",
    Body: lazy(() => import("./distributors/DistributorPage.tsx")),
  },
  {
    path: "/commissions",
    title: "佣金",
    permission: "read",
    Body: lazy(() => import("./commissions/CommissionsPage.tsx")),
    menu: { Icon: AccountBookOutlined },
  },
  {
    path: "/commissions/rules",
    title: "佣金规则",
    permission: "read",
    Body: lazy(() => import("./rules/RulesPage.tsx")),
  },
  {
    path: "/commissions/liabilities",
    title: "应付佣金",
    permission: "read",
    Body: lazy(() => import("./liabilities/LiabilitiesPage.tsx")),
  },
  {
    path: "/withdrawals",
    title: "提现",
    permission: "read",
    Body: lazy(() => import("./withdrawals/WithdrawalsPage.tsx")),
    menu: { Icon: WalletOutlined },
  },
  {
    path: "/withdrawals/adjustments",
    title: "余额调整",
    permission: "read",
    Body: lazy(() => import("./adjustments/AdjustmentsPage.tsx")),
  },
  {
    path: "/withdrawals/taxes",
    title: "代扣税",
    permission: "read",
    Body: lazy(() => import("./taxes/TaxesPage.tsx")),
  },
  {
    path: "/withdrawals/reconciliation",
    title: "对账",
    permission: "read",
    Body: lazy(() => import("./reconciliation/ReconciliationPage.tsx")),
  },
  {
    path: "/goods",
    title: "商品",
    permission: "read",
    Body: lazy(() => import("./goods/GoodsPage.tsx")),
    menu: { Icon: GiftOutlined },
  },
  {
    path: "/goods/categories",
    title: "商品分类",
    permission: "read",
    Body: lazy(() => import("./categories/CategoriesPage.tsx")),
  },
  {
    path: "/goods/freight",
    title: "运费模板",
    permission: "read",
    Body: lazy(() => import("./freight/FreightPage.tsx")),
  },
  {
    path: "/goods/stock",
    title: "库存",
    permission: "read",
    Body: lazy(() => import("./stock/StockPage.tsx")),
  },
  {
    path: "/goods/import",
    title: "导入商品",
    permission: "catalog",
    Body: lazy(() => import("./product_files/ImportPage.tsx")),
  },
  {
    path: "/goods/new",
    title: "新建商品",
    permission: "catalog",
    Body: lazy(() => import("./product/ProductPage.tsx")),
  },
  {
    path: "/goods/:product",
    title: "商品",
    permission: "catalog",
    Body: lazy(() => import("./product/ProductPage.tsx")),
  },
  {
    path: "/settings/setup",
    title: "开店设置",
    permission: "read",
    Body: lazy(() => import("./setup/SetupPage.tsx")),
  },
  {
    path: "/goods/pages",
    title: "店铺装修",
    permission: "read",
    Body: lazy(() => import("./decoration/PagesPage.tsx")),
  },
  {
    path: "/goods/pages/new",
    title: "新建专题页",
    permission: "catalog",
    Body: lazy(() => import("./decoration/EditorPage.tsx")),
  },
  {
    path: "/goods/pages/:page",
    title: "装修页面",
    permission: "catalog",
    Body: lazy(() => import("./decoration/EditorPage.tsx")),
  },
  {
    path: "/settings",
    title: "设置",
    permission: "read",
    Body: lazy(() => import("./settings/SettingsPage.tsx")),
    menu: { Icon: SettingOutlined },
  },
];
