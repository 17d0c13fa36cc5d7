-- The one list of express companies. Collected from public sources in 2024 and not yet compared
-- with a live get_delivery_list, which had 1,510 rows then; WeChat's answer wins where they differ.

insert into trade.carriers (id, name)
select split_part(carrier, ' ', 1), substr(carrier, strpos(carrier, ' ') + 1)
  from regexp_split_to_table(btrim($list$
007EX 俄顺达|138SD 泰国138快递|139EXPRESS 139快递|13TEN 13ten|168EXPRESS Antron Express|17FEIA 一起飞啊国际速运
17POSTSERVICE 17 Post Service|1DLEXPRESS e递诺快递|1HCANG 1号仓|1SHIDA 壹世达|1TONG 1TONG|2GO 2GO
360LION 纬狮物联网|360ZEBRA 斑马物联网|5Post 5Post|5UL 5UL|8256RU BEL北俄国际|8DT 永利八达通|8STAREXPRESS 八星物流
A4PX 转运四方|AAE AAE全球专递|ABGJ 澳邦国际|ABXEXPRESSMY ABX Express|ACOMMERCE ACommerce|ACS ACS雅仕快递
ACSCOURIER ACS Courier|ADD 澳多多|ADICIONAL Adicional Logistics|ADP ADP Express Tracking
ADSONE ADSOne快递|AIR21 AIR21|AIRPAKEXPRESS Airpak Express|AIRSPEED Airspeed International Corporation
AIRWINGSINDIA Airwings Courier Express India|AJ 安捷快递|AL8856 阿里电商物流|ALANDPOST 奥兰群岛芬兰邮政
ALBANIANPOST AlbanianPost|ALGERIAEMS Algeria EMS|ALGERIAPOST AlgeriaPost
ALIEXPRESSSHIPPING AliexpressShipping|ALKJWL 阿里跨境电商物流|ALLEKURIER AlleKurier|ALLJOY Alljoy
ALPHAFAST Alpha Fast快递|ALWL 安鹿物流|AMAZON 亚马逊物流|ANDORRAPOST 安道尔邮政|ANEKY 安能物流|ANGUILAYOU 安圭拉邮政
ANJUN 安骏物流|ANNTO 安得物流|ANPOST 爱尔兰邮政|ANSERX 斑头雁国际物流|ANTILLESPOST 荷属安的列斯荷兰邮政|AOL AOL（澳通）|AOMENYZ 澳门邮政
AOYUNLTD 澳运国际|APAC APAC|APC APC Postal Logistics|APGECOMMERCE APG eCommerce|APLUSEX Aplus物流
ARAMEX Aramex|ARROWXL Arrow XL|ARTLOGEXPRESS Art Logexpress|ASENDIA Asendia
ASENDIADE Asendia Germany|ASENDIAHK Asendia HK|ASENDIAUK Asendia UK|ASENDIAUSA Asendia USA
ASIAFLY 上海亚翔|ASMRED ASM|ASTEXPRESS 安世通快递|ASYAD Asyad Express|AT 奥地利邮政|ATWINDOW 在窗|AUEX 澳邮国际
AUEXPRESS 澳邮中国快运AuExpress|AUODEXPRESS 澳德物流|AUS AUS|AUSTRALIA Australia Post Tracking
AUSTRALIAEMS 澳大利亚 EMS|AX 安迅物流|AXD 安鲜达|AYCA 澳邮专线|AYUS 安邮美国|Aquiline Aquiline|BAB BAB|BABRU 北北国际
BAISHIGUOJI 百世跨境|BALUNZHI 巴伦支快递|BANGLADESHEMS 孟加拉国 EMS|BARBADOSPOST 巴巴多斯邮政|BARTOLINI BRT Bartolini
BBFZY 帮帮发转运|BCTWL 百城通物流|BCWELT BCWELT|BDM BDM Corriere espresso|BDT 八达通|BEEBIRD 锋鸟物流
BEEEXPRESS BeeExpress|BEIJINGFENGYUE 北京丰越供应链|BELIZEPOST 伯利兹邮政|BENINPOST 贝宁邮政|BERMUDAPOST 百慕大邮政
BETWL 百腾物流|BETWL_Crack BETWL_Crack|BEUROPE 败欧洲|BFAY 八方安运|BFDF 百福东方|BHT BHT快递|BILUYOUZHE 秘鲁邮政
BIRDSYSTEM 飞鸟国际物流|BJXKY 北极星快运|BKWL 宝凯物流|BLSYZ 比利时邮政|BLUECARE Bluecare Express|BLUEDART Bluedart
BLUESKYEXPRESS 蓝天快递|BLYZ 波兰邮政|BLZ 巴伦支|BN 笨鸟国际|BNEXP 商盟|BNTWL 奔腾物流|BNTWL_Crack BNTWL_Crack
BOMBINOEXPRESS Bombino Express|BONDSCOURIERS Bonds Couriers|BORDEREXPRESS border-express|BOXC Boxc
BPOSTINTERNATIONAL Bpost International|BQC BQC百千诚物流|BQXHM 北青小红帽|BR 巴西邮政|BR1 BR1
BRINGERAIRCARGO BringerAirCargo|BRINGERPARCELSERVICE Bringer Parcel Service|BRT BRT|BSI 佰事达
BSIECOMMERCE 柏电科技物流|BSWL 邦送物流|BTD BTD|BTD56 深圳宝通达|BTEXP 利佳顺|BTWL 百世快运|BUDANYOUZH 不丹邮政
BUFFALOEX Buffalo|BULGARIANPOST Bulgarian Post|BURUNDIPOST 布隆迪邮政|BUYLOGIC 捷买送|Belpost Belpost
Beone Beone|BlueEx BlueEx|Boxberry Boxberry|Bpost Bpost|CA 加拿大邮政|CACESAPOSTAL Cacesa南美专线
CAINIAO 速卖通线上物流|CANADAPOST Canada Post|CANPAR Canpar Courier|CANPAREXPRESS CanparExpress
CBLLOGISTICA CBL Logistics|CBO CBO钏博物流|CBTSD 北泰物流|CCES CCES快递|CDEK CDEK|CDSTKY 成都善途速运|CEVA CEVA物流
CEVALOGISTICS CEVA物流|CFWL 春风物流|CG 程光物流|CGS CGS|CGSGJ 超光速国际物流|CHANGJIANGEXPRESS changjiangexpress
CHEER56 琪悦物流|CHENGDAGUOJI CD|CHENGFENGEXPRESS 顺阳供应链|CHINACOURIERHK 中快|CHINAEMS China EMS
CHINAPOST China Post|CHINARUSSIA56 俄必达A79|CHINASQK SQK国际速递|CHINZ56 秦远物流|CHLLOG 嘉荣物流|CHOICE 赛时国际货运
CHRONOPOST 法国 EMS-Chronopost|CHRONOPOSTPORTUGAL Chronopost Portugal|CHTWL 诚通物流
CHUNGHWAPOST Chunghwa Post|CITITRANS 亦邦国际|CITY100 城市100|CITYLINK City Link
CITYLINKEXPRESS City-Link(信递联）|CJCENTURY CJ Century|CJDROPSHIP 促佳|CJDROPSHIPPING CJ Dropshipping
CJKD 城际快递|CJKOREAEXPRESS CJ Korea Express|CKY 出口易|CND 承诺达|CNDEXPRESS 辰诺达物流|CNE CNE|CNEX 佳吉快运
CNEXPS CNE国际快递|CNILINK CNILINK|CNPEX CNPEX中邮快递|CNWANGTONG 中国网通|CNXLM 新配盟|COE COE东方快递
COLISPRIVE Colis Privé|COLISSIMO 法国邮政-Colissimo|COLLECTPLUS Collect+|COM1EXPRESS 商壹国际快递
COMET-TECH 上海彗吉|COMETHELLAS Comet Hellas|COMMONLINEEXPRESS CommonlineExpress|CONWAY Con-way Freight
CORREIOSBRAZIL Correios Brazil|CORREIOSCABOVERDE Correios Cabo Verde|CORREOARGENTINO CorreoArgentino
CORREOELSALVADOR Correo El Salvador|CORREOPARAGUAYO 巴拉圭邮政|CORREOSBOLIVIA 玻利维亚邮政
CORREOSCOSTARICA Correos Costa Rica|CORREOSDEHONDURAS Correos de Honduras
CORREOSECUADOR Correos Ecuador|CORREOSEXPRESS Correos Express|CORREOSPANAMA 巴拿马邮政
CORREOURUGUAYO Correo Uruguayo|COSCO 中远E环球|COSEX 慧合物流|COURIERIT Courier IT
COURIERPLUSNIGERIA CourierPlusNigeria|COURIERPOST CourierPost|COURIERSPLEASE Couriers Please
CPACKET CPacket|CRAZY 疯狂快递|CROATIANPOST Croatian Post|CSCY 长沙创一|CSD 超时代供应链|CSE cse|CSILGROUP 常昇国际
CSTD 畅顺通达|CTG 联合运通|CTT 葡萄牙邮政-CTT|CTTEXPRESS CTT Express|CTWL 长通物流|CUBAPOST 古巴邮政|CUCKOOEXPRESS 布谷鸟速递
CUNTO 村通快递|CXC CXC物流|CXCEXPRESS CXCExpress|CXHY 传喜物流|CYEXPRESS 创宇物流|Cargus Cargus|Caribou Caribou
Celeritas Celeritas|Cubyn Cubyn|D4PX 递四方速递|DACHSER Dachser|DASU 达速物流|DAWNWING Dawn Wing|DBL 德邦快递
DBLKY 德邦快运/德邦物流|DBSCHENKER 全球国际货运|DBYWL 递必易国际物流|DCWL 德创物流|DDEXPRESS DD Express
DDUEXPRESS DDU Express|DDWL 大道物流|DEKUN 德坤|DELCARTIN Delcart|DELHIVERY Delhivery|DELLIN dellin
DELTAFILLE Trending Times|DELTECCOURIER Deltec Courier|DEUTSCHEPOST 德国邮政|DGYKD 德国云快递|DHL DHL
DHLACTIVE DHL Active Tracing|DHLBENELUX DHL Benelux|DHLECOMMERCEASIA DHL Global Mail Asia
DHLECOMMERCEUS DHL eCommerce US|DHLES 西班牙DHL|DHLGLOBALLOGISTICS DHL全球货运|DHLGLOBALMAIL DHL电子商务
DHLGM DHL Global Mail|DHLHONGKONG 香港DHL|DHLPARCELNL 荷兰DHL|DHLPOLAND 波兰DHL|DHLUK DHL Parcel UK
DHL_C DHL(中国件)|DHL_DE DHL德国|DHL_EN DHL(英文版)|DHL_GLB DHL全球|DHL_USA DHL(美国)|DHWL 东红物流
DICOMEXPRESS DicomExpress|DIRECTFREIGHTAU Direct Freight快递|DIRECTLINK Direct Link|DK 丹麦邮政|DLG 到了港
DLGJ 到乐国际|DML 大马鹿|DMMNETWORK DMM Network|DNJEXPRESS DNJExpress|DNWL 丹鸟物流|DOORTODOOR 韩国CJ物流
DOTZOT Dotzot|DPD DPD|DPDBE DPD 比利时|DPDDE 德国 DPD|DPDHK 香港DPD|DPDIRELAND 爱尔兰DPD|DPDPOLAND 波兰DPD
DPDRO DPD Romania|DPESOUTHAFRICA DPE South Africa|DPEX DPEX|DRL 鼎润物流|DSV DSV|DSWL D速物流|DTD DTD
DTDC DTDC|DTDCPLUS DTDC Plus|DTKD 店通快递|DTWL 大田物流|DWEEX 多维智慧|DWZ 递五洲国际物流|DXDELIVERY DX Delivery
DYEXPRESS 德远物流|DYJ 递易家|DYWL 大洋物流快递|Delnext Delnext|EARLYBIRD EarlyBird|EASYEX EASY-EXPRESS
EASYMAIL Easy Mail|EASYWAY EasyWay|ECAN 台湾宅配通快递|ECARGOASIA Ecargo|ECFIRSFTCLASS EC-Firstclass
ECHO Echo|ECOMEXPRESS Ecom Express|ECPOST ECPOST|ECexpress ECexpress|EKM 易客满|ELIANPOST 易连供应链
ELINEX ELINEX|ELTA ELTA|ELTACOURIERGR ELTA Courier|EMPSEXPRESS EMPS Express|EMS EMS|EMS2 EMS国内
ENTERPRISEDESPOSTELAO Enterprise des Poste Lao
ENTERPRISEDESPOSTELAOAPL Enterprise des Poste Lao (APL)|ENVIALIA Envialia|EPARCELKR eParcel Korea
EPOST 韩国邮政|EPP EPP|EPS EPS (联众国际快运)|EQT EQT|EQUICKCN EQUICK国际快递|ESDEX 卓志速运|ESE 俄速易|ESHIPPER EShipper
ESNAD ESNAD Express|ESPEEDPOST 易速国际物流|ESPOST Espost|EST365 东方汇|ESTAFETAUSA Estafeta USA|ESTES Estes
ETHIOPIANPOST Ethiopian Post|ETK E特快|ETONG E通速递|ETOTAL eTotal快递|ETS ETS|ETSEXPRESS 俄通收
EUASIA EAX欧亚专线|EURODIS Eurodis快递|EWE EWE|EWS EWS|EWS-YQ EWS-YQ|EXAPAQ Exapaq|EXELOT Exelot
EXPEDITORS Expeditors|EYOUPOST 易友通|EasyGet EasyGet|Ekart Ekart|Equick Equick|Eshun Eshun
Estafeta Estafeta|FAMIPORT 全家快递|FARGOODEXPRESS 发个货|FARINTERNATIONAL FARInternational
FAROEISLANDSPOST 法罗群岛邮政|FAROEPOST FaroePost|FASTDESPATCH Fast Despatch|FASTGO 速派快递
FASTRAKSERVICES Fastrak Services|FASTWAYAU 澳大利亚Fastway|FASTWAYIE 爱尔兰Fastway|FASTWAYNZ 新西兰Fastway
FASTWAYZA Fastway (ZA)|FASTZT 正途供应链（白海豚）|FBB 迅蜂物联|FBKD 飞豹快递|FBOX 丰巢|FCKJEXPRESS 飞驰供应链|FCWL 丰程物流
FDEXPRESS 方递物流|FEDEX FEDEX联邦(国内件）|FEDEXUK 英国FedEx|FEDEX_GJ FEDEX联邦(国际件）|FEIA FEIA
FERCAM FERCAM Logistics & Transport|FERRYBOATLOGISTICS 摆渡一下|FETCHR Fetchr|FHKD 飞狐快递|FIJIPOST 斐济邮政
FINLANDPOSTI 芬兰邮政-Posti|FIRSTFLIGHT First Flight|FIRSTFLIGHTME First Flight Couriers
FIRSTMILE FirstMile|FJEX FJEX|FKD 飞康达|FLASHEXPRESS Flash Express|FLIPPOST FlipPost|FLYZ 芬兰邮政
FOURSEASONSFLY 四季正扬|FPSLOGISTICS FPS Logistics|FQ FQ|FREAKYQUICK FQ狂派速递|FRGYL 复融供应链|FT 丰通快运|FTD 富腾达
FULFILLMEN Fulfillmen|FWX 丰网速运|FX 法翔速运|FYKD 凡宇货的|FYPS 飞远配送|FYSD 凡宇速递|FZGJ 方舟国际速递
GAASHWORLDWIDE GAASHWorldwide|GAEAEX 盖亚物流|GAI 迦递快递|GALAXYEX 嘉盛泓|GAOPOST 高翔物流|GATICN GATI上海迦递
GATIKWE Gati-KWE|GCT GCT|GCX GCX|GD 冠达|GDEMS 广东邮政|GDEX GDEX|GDEXPRESS GDExpress|GDKD 冠达快递|GDOYX 欧亚兴
GDRZ58 容智快运|GDSK GDSK|GDWSE 威速易供应链|GE2D GE2D|GELEXPRESS GEL 快递|GEORGIANPOST 格鲁吉亚邮政
GHLLOGISTICS GHL Logistics|GHN Giao Hàng Nhanh|GIMEN56 巨门跨境|GJ472 4-72|GJEYB 国际e邮宝|GJYZ 国际邮政包裹
GKSD 港快速递|GLOBALLEADER 全球立达|GLOBALROUTERS 印态跨境|GLOBEGISTICS Globegistics Inc|GLS GLS
GLSCROATIA GLS (Croatia)|GLSITALY 意大利GLS|GLSNL GLS-Info|GLSSPAINNATIONAL GLSSpain(National)
GOFLY Gofly|GOJAVAS GoJavas|GPDSERVICE GPD Service|GPSL GPSL|GRANDSLAMEXPRESS Grand Slam Express
GREYHOUND Greyhound|GSD 共速达|GSWTKD 万通快递|GT 冠泰|GTD GTD|GTI 跨境易通|GTKD 广通速递|GTKY 高铁快运|GTONG 广通
GTSD 高铁速递|GTSEXPRESS GTSExpress|GUANGCHI 光驰国际物流|GUERNSEYPOST 根西岛邮政|GUYANAPOST Guyana Post|GV GV
GXA GXA|GYANG 国洋运通|GZYMYT 优美宇通|Gati Gati|Geis Geis|GlavDostavka GlavDostavka|Grastin Grastin
HANJIN 韩进物流|HAPPYPOST Happy-Post|HBJH 河北建华|HBKD 美国汉邦快递|HCT 新竹物流HCT|HDGJ19 HD物流|HDKD 汇达快递
HENANZHENGBO 正博|HERMES Hermesworld|HERMESBORDERGURU HermesBorderguru|HERMESDE 德国Hermes
HERMESUK MyHermes UK|HF 汇丰物流|HFHW 合肥汇文|HGLL 黑狗冷链|HHAIR56 华瀚快递|HHEXP 华翰物流|HHJY56 华航吉运|HHKD 华航快递
HHWL 华翰物流|HILIFE Hi Life萊爾富|HISENSE 海信物流|HIVEWMS 海沧无忧|HJWL 皇家物流|HJYT HJYT|HKDEXPRESS HKD
HLONGWL 辉隆物流|HLWL 恒路物流|HLYSD 好来运快递|HMGEXPRESS 黄马褂|HMSD 海盟速递|HNFYWL 方圆物流|HNHTYXGS 河南航投物流|HOAU 天地华宇
HONGKONGPOST HongKong Post|HOTSCM 鸿桥供应链|HOUND Hound Express|HPTEX 海派通物流公司|HQGJXB HQGJXB|HQKD 华企快递
HQKY 华企快运|HQSY 环球速运|HRD HRD|HRWL 韩润物流|HSD-EX 鸿盛达国际|HSGJKY 华昇国际|HSGTSD 海硕高铁速递|HSSY 汇森速运|HSWL 昊盛物流
HTB56 徽托邦物流|HTKD 青岛恒通快递|HTKJWL 环通跨境物流|HTKY 百世快递|HTWL 鸿泰物流|HUANSHID 寰世达|HUAXIEXPRESS 华熙国际
HUIDAEX 美国汇达快递|HUILOGISTICS 荟千物流|HUINGLOBAL 惠恩物流|HUNTEREXPRESS Hunter Express|HXGJ56 瀚轩国际物流
HXLWL 华夏龙物流|HXWL 豪翔物流|HYEXPRESS 浩远国际|HYH 货运皇物流|Haypost Haypost|Helthjem Helthjem|IADLSQDYZ 安的列斯群岛邮政
IADLYYZ 澳大利亚邮政|IAEBNYYZ 阿尔巴尼亚邮政|IAEJLYYZ 阿尔及利亚邮政|IAFHYZ 阿富汗邮政|IAGLYZ 安哥拉邮政|IAGTYZ 阿根廷邮政|IAJYZ 埃及邮政
IALBYZ 阿鲁巴邮政|IALQDYZ 奥兰群岛邮政|IALYYZ 阿联酋邮政|IAMYZ 阿曼邮政|IASBJYZ 阿塞拜疆邮政|IASEBYYZ 埃塞俄比亚邮政|IASNYYZ 爱沙尼亚邮政
IASSDYZ 阿森松岛邮政|IBCWNYZ 博茨瓦纳邮政|IBDLGYZ 波多黎各邮政|IBDYZ 冰岛邮政|IBELSYZ 白俄罗斯邮政|IBHYZ 波黑邮政|IBJLYYZ 保加利亚邮政
IBJSTYZ 巴基斯坦邮政|IBLNYZ 黎巴嫩邮政|IBLSD 便利速递|IBLYZ 巴林邮政|IBMDYZ 百慕达邮政|IBTD 宝通达|IBYB 贝邮宝|IDADA56 大达物流
IDEXPRESS IDEX|IDFWL 达方物流|IDSLOGISTICS IDS Logistics|IEGDEYZ 厄瓜多尔邮政|IELSYZ 俄罗斯邮政|IELTLYYZ 厄立特里亚邮政
IEPOST IEPost|IFTWL 飞特物流|IGDLPDEMS 瓜德罗普岛EMS|IGDLPDYZ 瓜德罗普岛邮政|IGJESD 俄速递|IGLBYYZ 哥伦比亚邮政|IGLLYZ 格陵兰邮政
IGSDLJYZ 哥斯达黎加邮政|IHLY 互联易|IHSKSTYZ 哈萨克斯坦邮政|IHSYZ 黑山邮政|IJBBWYZ 津巴布韦邮政|IJEJSSTYZ 吉尔吉斯斯坦邮政|IJKYZ 捷克邮政
IJNYZ 加纳邮政|IJPZYZ 柬埔寨邮政|IKNDYYZ 克罗地亚邮政|IKNYYZ 肯尼亚邮政|IKTDWEMS 科特迪瓦EMS|IKTDWYZ 科特迪瓦邮政|IKTEYZ 卡塔尔邮政
ILBYYZ 利比亚邮政|ILKKD 林克快递|ILMNYYZ 罗马尼亚邮政|ILSBYZ 卢森堡邮政|ILTWYYZ 拉脱维亚邮政|ILTWYZ 立陶宛邮政|ILZDSDYZ 列支敦士登邮政
IMEDFYZ 马尔代夫邮政|IMEDWYZ 摩尔多瓦邮政|IMETYZ 马耳他邮政|IMEXGLOBALSOLUTIONS IMEX Global Solutions|IMILE iMile
IMJLGEMS 孟加拉国EMS|IML IML|IMLB2C IML艾姆勒|IMLEXPRESS 艾姆勒|IMLGYZ 摩洛哥邮政|IMLQSYZ 毛里求斯邮政|IMLXYEMS 马来西亚EMS
IMLXYYZ 马来西亚邮政|IMQDYZ 马其顿邮政|IMTNKEMS 马提尼克EMS|IMTNKYZ 马提尼克邮政|IMXGYZ 墨西哥邮政|INFYZ 南非邮政
INPOSTPACZKOMATY InPost Paczkomaty|INPOSTPL Inpost (PL)|INRLYYZ 尼日利亚邮政|INTELCOM Intelcom Express
INTERNATIONALSEUR International Seur|INTERPARCELAU Interparcel (AU)|INTERPARCELNZ Interparcel (NZ)
INTERPARCELUK Interparcel (UK)|IOZYZ 欧洲专线(邮政)|IPARCEL I-parcel|IPOSITARWANDA 卢旺达邮政|IPTYYZ 葡萄牙邮政
IQQKD 全球快递|IQTWL 全通物流|ISDYZ 苏丹邮政|ISEWDYZ 萨尔瓦多邮政|ISEWYYZ 塞尔维亚邮政|ISLFKYZ 斯洛伐克邮政|ISLWNYYZ 斯洛文尼亚邮政
ISPLSYZ 塞浦路斯邮政|ISTALBYZ 沙特阿拉伯邮政|ITALYSDA 意大利SDA|ITEQYZ 土耳其邮政|ITGYZ 泰国邮政|ITLNDHDBGE 特立尼达和多巴哥EMS
ITNSYZ 突尼斯邮政|ITSNYYZ 坦桑尼亚邮政|IVORYCOASTEMS 科特迪瓦 EMS|IWDMLYZ 危地马拉邮政|IWGDYZ 乌干达邮政|IWKLEMS 乌克兰EMS
IWKLYZ 乌克兰邮政|IWLGYZ 乌拉圭邮政|IWLYZ 文莱邮政|IWZBKSTEMS 乌兹别克斯坦EMS|IWZBKSTYZ 乌兹别克斯坦邮政|IXBYYZ 西班牙邮政
IXFLWL 小飞龙物流|IXGLDNYYZ 新喀里多尼亚邮政|IXJPEMS 新加坡EMS|IXJPYZ 新加坡邮政|IXLYYZ 叙利亚邮政|IXLYZ 希腊邮政|IXPSJ 夏浦世纪
IXPWL 夏浦物流|IXXLYZ 新西兰邮政|IXYLYZ 匈牙利邮政|IYDNXYYZ 印度尼西亚邮政|IYDYZ 印度邮政|IYLYZ 伊朗邮政|IYMNYYZ 亚美尼亚邮政
IYMYZ 也门邮政|IYNYZ 越南邮政|IYSLYZ 以色列邮政|IYTG 易通关|IZBLTYZ 直布罗陀邮政|IZLYZ 智利邮政|Inposdom Inposdom
J-Express J-Express|JAD 捷安达|JAMAICAPOST 牙买加邮政|JAMEXPRESS Jam Express|JANIO janio|JAYEEK Jayeek
JAYONEXPRESS Jayon Express (JEX)|JCEX 佳成国际|JD 京东快递|JDE JDE|JDKY 京东快运|JDLOGISTICS 京东国际物流
JDPPLUS 美国急递速递|JDWL 金大物流|JDY 金斗云物流|JENY JENY|JERSEYPOST Jersey Post|JET JET
JETSHIP Jet-Ship Worldwide|JFGJ 今枫国际|JGSD 京广速递|JGWL 景光物流|JGZY 极光转运|JIAJI 佳吉物流|JIEHANG 杰航国际物流
JIUYE 九曳供应链|JLDT 嘉里国际|JNEEXPRESS JNE Express|JNET J-NET捷网|JOYINGBOX 飞盒跨境|JP 日本邮政|JPBHPOST JP BH Post
JPKD 绝配国际速递|JPSGJWL 捷谱斯国际|JRHYWL 金润荷役物流|JSEXP 急速国际|JTEX JTEX|JTEXPRESSID J&TExpress(ID)
JTEXPRESSMY J&TExpress(MY)|JTEXPRESSTH J&T Express TH|JTKD 捷特快递|JTSD 极兔速递|JUXIEX 上海驹隙|JXD 急先达
JXYKD 吉祥邮转运|JY JY|JYKD 晋越快递|JYM 加运美|JYSD 上海久易国际|JYSY 精英速运|JYWL 佳怡物流|JoeyCo JoeyCo|K-mestu K-mestu
KANGAROOMY Kangaroo Worldwide Express|KAWA 嘉华|KBSY 快8速运|KD1913 飞速国际|KERRYECOMMERCE 嘉里电子商务
KERRYEXPRESS Kerry Express|KERRYEXPRESSTH kerryexpress-th|KERRYLOGISTICS 嘉里大通物流|KERRYTEC Kerry Tec
KFW 快服务|KFY 快飞鱼|KGMHUB KGM Hub|KINGRUNS Kingruns土耳其鲸仓|KIRIBATIPOST Kiribati Post|KJY 跨境翼物流|KLWL 康力物流
KOMONEXPRESS 可蒙国际|KONGLOK 港乐速邮|KOREAPOST Korea Post|KOREAPOSTDOMESTIC Korea Post (Domestic)
KREXI 坤翔国际|KSDWL 快速递物流|KTKD 快淘快递|KUAIDAWULIU 快达物流|KUAJINGLINE56 跨境在线|KUAJINGYIHAO 跨境壹号
KUEHNENAGEL Kuehne Nagel|KUWAITPOST Kuwait Post|KWT KWT|KWT56 京华达物流|KYDSD 快优达速递
KYRGYZEXPRESSPOST Kyrgyz Express Post|KYSY 跨越速运|LANDMARKGLOBAL Landmark Global快递|LAOSPOST 老挝邮政
LAPOSTE La Poste|LAPOSTEDEBENIN La Poste De Benin|LAPOSTEDESENEGAL La Poste De Senegal
LAPOSTEDETOGO LaPosteDeTogo|LAPOSTEDETUNISIA LaPosteDeTunisia|LAPOSTEMONACO 摩纳哥邮政
LASERSHIP Lasership|LATVIAPOST Latvia Post|LB 龙邦快递|LBCEXPRESS LBC Express|LBEXPS 立邦国际物流|LDLOG 龙迅国际物流
LDXPRESS 林道快递|LEADER LEADER|LEDII 乐递供应链|LEOPARDSCHINA LWE云豹|LESOTHOPOST 莱索托邮政|LEX LEX
LGS Lazada (LGS) 快递|LHG LHG|LHKD 蓝弧快递|LHKDS 联合快递|LHT 联昊通速递|LINECLEAR Line Clear Express & Logistics
LINEXSOLUTIONS Linex 快递|LINGXUN 领讯物流|LITHUANIAPOST Lithuania Post|LJD 乐捷递|LJS 立即送|LMPARCEL 六脉速运
LOGISTICS 世航通运WEL|LONFENNERLOGISTIC 纵横迅通国际|LOOMISEXPRESS Loomis Express|LPEXPRESS LP Express
LTIAN 乐天国际|LWEHK LWE|LY LY|LY-B2C 深圳市雷翼国际物流有限公司|LYT 联运通|MACAOPOST 澳门邮政|MACAUPOST Macau Post
MAILAMERICAS MailAmericas|MATDESPATCH Matdespatch快递|MATKAHUOLTO Matkahuolto
MAXCELLENTS Maxcellents Pte Ltd|MB 民邦快递|MCTRANSEXPRESS 马可达|MD 迈达|MDEXPRESS 茂聪国际物流|MDM 门对门快递
MEEST Meest快递|MEITAI 美泰物流|MEXICOPOST Mexico Post|MHAFLY 梦和爱|MHKD 民航快递|MICROEXPRESS MicroExpress
MIUSONINTERNATIONAL 深圳淼信国际物流|MK 美快|MLWL 明亮物流|MONACOEMS 摩纳哥 EMS|MONDIALRELAY Mondial Relay
MONGOLPOST 蒙古邮政|MONTENEGROPOST Montenegro Post|MOROCCOPOST Morocco Post|MRDY 迈隆递运|MRWSPAIN MRW
MSKD 闽盛快递|MXE 上海淼信国际|MXE56 上海淼信|MYANMAPOST Myanma Post|MYAUSTRIANPOST 澳邮欧洲专线平邮|MYDSERVICE 满壹滴
MYIB MyIB|MYPOSTONLINE Mypostonline|MZ56 铭志国际|Madrooex Madrooex|NAMIBIAPOST 纳米比亚邮政
NANJINGWOYUAN 南京沃源|NAQEL Naqel|NATIONWIDEMY Nationwide Express|NEDA 能达速递|NEPALPOST Nepal Post
NETHERLANDSPOST 荷兰邮政(大包)|NEWGISTICS Newgistics|NEXIVE Nexive|NFCM 南方传媒物流
NHANSSOLUTIONS Nhans Solutions|NICARAGUAPOST 尼加拉瓜邮政|NIGERIANPOST Nigerian Post|NIGHTLINE Nightline
NINJAVAN Ninja Van|NINJAVANID Ninjavan (ID)|NINJAVANMY Ninja Van （马来西亚）|NINJAVANPH Ninja Van (菲律宾)
NINJAVANSG Ninjavan(SG)|NINJAVANTH Ninja Van （泰国）|NINJAVANVN Ninja Van（越南）
NINJAXPRESS Ninja Van （印度尼西亚）|NIPPON Nippon日本通运|NJFEIBAO 金陵飞豹快递|NJSBWL 南京晟邦物流|NORWAYPOST Norway Post
NOVAPOSHTA Nova Poshta|NOVAPOSHTAGLOBAL Nova Poshta Global|NSF 新顺丰|NUO NUO|NUVOEX NuvoEx|OCA OCA
OCAAR OCA Argentina|OCS OCS|OCSCHINA OCS国际快递|OCSWORLDWIDE OCS Worldwide|OFO56 南北通|OJEXPRESS 欧捷
OLDDOMINION Old Dominion Freight Line|OMNIPARCEL Omni Parcel快递|ONEWORLD One World
ONEWORLDEXPRESS 万欧国际|ONTRAC ONTRAC|OOPSTON OOPSTON|OPEK 波兰FedEx|OPT-NC OPT-NC|ORANGECONNEX 橙联股份
ORANGEDS OrangeDS|OTHER 其他快递|OVERNITENET Overnite印度快递|OVERSEASLOGISTICS Overseas Logistics 印度快递
OVERSEASTERRITORYFREMS 海外领地法国 EMS|OWDIEX 轻松速达|P2PMAILING P2PMailing|PACKLINK Packlink|PADTF 平安达腾飞快递
PALESTINEPOST Palestine Post|PALEXPRESS PALExpress|PANDULOGISTICS Pandu Logistics|PANEX 泛捷快递
PAPA 啪啪供应链|PARCEL PitneyBowes|PARCELCHINA 诚一物流|PARCELEXPRESS Parcel Express
PARCELFORCE 英国邮政parcelforce|PARCELJET 派速捷|PARCELLEDIN Parcelled.in|PCA PCA Express|PCF PCF
PFCEXPRESS PFC皇家物流|PFLOGISTICS Parcel Freight Logistics|PHLPOST 菲律宾邮政|PJ 品骏快递|PNGPOST PNG Post
POLANDPOST Poland Post|PONYEXPRESS Pony Express|POSINDONESIA Pos Indonesia|POSMALAYSIA Pos Malaysia
POSTAPLUS PostaPlus|POSTEIBE POSTEIBE|POSTEITALIANE PosteItaliane|POSTEN 挪威邮政|POSTNL 荷兰邮政
POSTNL3S PostNL International 3S|POSTNLINTERNATIONALMAIL PostNL International Mail
POSTNORDDANMARK PostNord Danmark|POSTNORDSWEDEN PostNord Sweden|POSTPNG 巴布亚新几内亚邮政|PPLCZ PPL CZ
PROFESSIONALCOURIERS The Professional Couriers (TPC)|PTSWORLDWIDEEXPRESS PTSWorldwideExpress|PTT PTT
PUROLATOR Purolator|PXWL 陪行物流|PYEXPRESS 派优供应链|Packeta Packeta|Paquetexpress Paquetexpress
Parcel2GO Parcel2GO|PostPlus PostPlus|Posti Posti|Q-Post Q-Post|QCKD 全晨快递|QDANTS ANTSEXPRESS
QEXPRESS 新西兰易达通|QIELEVEN 7-ELEVEN|QLINYUN 麒麟物流|QQYZ 全球邮政|QRT 全日通快递|QUANTIUM 冠庭国际物流|QUICK 快客快递
QUICKWAY 瞬程物流|QXPRESS Qxpress|QXT 全信通|QYEXP 前雨国际|QYHY 秦远海运|QYSC QYSC|QYZY 七曜中邮
Qualitypost Qualitypost|RAF RAF Philippines|RAIDEREX RaidereX|RDSE 瑞典邮政|REDBOXMV RedboxMV
REDPACKMEXICO Redpack Mexico|REDURES Redur Spain|RFD 如风达|RFEX 瑞丰速递|RHM RHM|RINCOS RINCOS
RLCARRIERS RL Carriers|RLG 澳洲飞跃|RLWL 日昱物流|ROADBULL Roadbull Logistics|ROMANIAPOST Romania Post
ROSAN 中乌融盛速递|ROYALMAIL Royal Mail|ROYALSHIPMENTS Royal Shipments|RPX RPX Indonesia
RPXONLINE RPX保时达国际快递|RQ 荣庆物流|RRDONNELLEY RR Donnelley|RRS 日日顺物流|RUECOM 如易|RUNBAIL 润百
RUSTON Ruston俄速通|RWANDAPOST Rwanda Post|RZYEXPRESS RZY Express|Redbox Redbox|Redpack Redpack|SAD 赛澳递
SAEE SAEE|SAFEXPRESS Safexpress|SAFLY 吉飞国际物流|SAGAWA Sagawa佐川急便|SAGAWAGLOBAL SagawaGlobal
SAIAFREIGHT Saia LTL Freight|SAICHENG 赛诚国际物流|SAILPOST Sailpost|SAINTLUCIAPOST 圣卢西亚邮政
SAMOAPOST 西萨摩亚邮政|SANMARINOPOST 圣马力诺邮政|SAWL 圣安物流|SBD SBD|SCGJ56 拾诚国际|SCM SCM|SCOREJP 中国流通王
SCZPDS 速呈宅配|SDA SDA|SDEZ 速递e站|SDHH 山东海红|SDKEXPRESS 斯德克|SDSY 首达速运|SDTO 速达通跨境物流|SDWL 上大物流|SENDCN 速递中国
SENDLE Sendle|SENEGALPOST 塞内加尔邮政|SEYCHELLESPOST 塞舌尔邮政|SF 顺丰速运|SFB2C 顺丰国际|SFWL 盛丰物流|SGF SGF|SGT SGT
SGTIT SGT Corriere Espresso|SGTWL 深港台物流|SHLDHY 林道国际|SHOWL 森鸿物流
SHREEMAHABALIEXPRESS Shree Mahabali Express|SHREEMARUTICOURIER Shree Maruti Courier
SHREETIRUPATI Shree Tirupati|SHT SHT|SHWL 盛辉物流|SINGAPOREPOST 新加坡邮政(小包)|SINGAPORESPEEDPOST 新加坡特快专递
SINOAIR 中外运|SINODIDI 外运迪迪|SIODEMKA Siodemka|SJ 郑州速捷|SJTSZ 盛吉泰快递|SJWL 穗佳物流|SK 穗空物流|SKYNET SkyNet
SKYNETMY Skynet(MY)|SKYNETWORLDWIDE SkyNet国际快递|SKYNETWORLDWIDEUK Skynet Worldwide Express UK
SKYPOST SKYPOST|SMARTCAT SMARTCAT|SMARTPOSTGLOBAL SMARTPostGlobal|SMSAEXPRESS SMSA快递|SNWL 苏宁物流
SOLOMONPOST 所罗门群岛邮政|SONAPOST 布基纳法索邮政|SPECIALISEDFREIGHT Specialised Freight
SPEEDEE Spee-Dee Delivery|SPEEDEXCOURIER Speedex Courier|SPEEDPAK SpeedPAK物流|SPEEDPOST speed-post
SPES 速易邮|SPOTON Spoton|SPRINGGDS Spring GDS|SPRINTPACK SprintPack|SPSR 中俄快递SPSR|SQWL 商桥物流
SREKOREA SRE Korea|SRILANKAPOST 斯里兰卡邮政|SS 闪送|ST 速通物流|STADT 施塔特|STARTRACK Star Track 快递|STKD 盛通快递
STO 申通快递|STONG 首通快运|STO_INTL 申通快递国际单|STSD 三态速递|STWL 速腾快递|SUBIDA 速必达物流|SUMTOM SUMTOM|SUMXPRESS 速玛物流
SUNSHINE 光线速递|SUNSPEEDY 新速航|SUNYOU 顺友物流|SUPEROZ 速配鸥翼|SUPERTON 速宝通|SURE 速尔快递|SUYD56 速邮达物流
SVGPOST 圣文森特和格林纳丁斯|SWCH 瑞士邮政|SWISHIP Swiship UK|SWISSPOST Swiss Post|SX 顺心捷达|SXEXPRESS 三象速递
SXHMJ 山西红马甲|SYJHE 佳惠尔|SYJWDX 佳旺达物流|SYKD 世运快递|SZDPEX DPEX国际快递（中国）|SZEAC 富皇美运|SZEDLON 誉德隆物流
SZENDEX Szendex|SZJY188 神州集运|SZPAGO 派格国际|SZQFSY 深圳轻风|SZTY56 通邮集团|SZYN 英诺供应链|Seino Seino
Shadowfax Shadowfax|SkyPostal SkyPostal|Speedy Speedy|Sprintstar Sprintstar|SunJT SunJT
Sunnyway Sunnyway|T-CAT T-CAT|TAILAND138 泰国138|TAIMEK 天美快递|TAIWANPOST 中華郵政|TAIWANYZ 台湾邮政
TAKESEND 泰嘉物流|TAQBINHK 香港宅急便|TAQBINJP Yamato宅急便|TAQBINMY TAQBIN 马来西亚|TARRIVE 通达全球
TAXYDROMIKI Geniki Taxydromiki|TCAT 黑貓宅急便|TCATCN 黑猫跨境物流|TDE TDE|TDEXPRESS TDExpress|TDHY 华宇物流
TEAPOST 亚欧快运TEA|TELEPOST 格陵兰岛邮政|TFORCEFINALMILE TForceFinalMile|TFS906 天府盛|TGX TGX精英速运
THAIZTO 泰国中通ZTO|THECOURIERGUY The Courier Guy|THTX 通和天下|TIKI Tiki|TINGHAOWL 挺好国际|TIPSA TIPSA
TJDGJWL 泰捷达物流|TJS 特急送|TLWL 腾林物流|TMG TMG|TMMEXPRESS TMM Express|TNT TNT快递|TNTAU 澳大利亚TNT
TNTCLICK TNT Click|TNTFR 法国TNT|TNTIT 意大利TNT|TNTREFERENCE TNT Reference|TNTUK TNT UK|TOGOPOST 多哥邮政
TOLL TOLL|TOLLIPEC Toll IPEC|TONGAPOST 汤加邮政|TOPYOU 通邮国际物流|TPDEX 德启|TRACKON Trackon|TRAKPAK TrakPak
TSSTO 唐山申通|TUFFNELLS tuffnells|TURTLEEXPRESS 海龟国际速递|TUVALUPOST 图瓦卢邮政|TWTH 拓威天海|TXWL 天玺物流|TYWL 通用物流
TZT TZT|Tianzi Tianzi|Tinzung Tinzung|Tonami Tonami|UAPEX 全一快递|UBI UBI|UBONEX 优邦国际速运
UBXUK UBX Express|UC 优速快递|UEQ UEQ Express|UEX UEX|UKMAIL UK Mail|UKRAINEEMS 乌克兰 EMS
UNIEXPRESS Uni Express|UNITEDDELIVERYSERVICE UnitedDeliveryService|UNLINE Un-line|UPS UPS
UPSMI UPS Mail Innovations|UPU 万国邮政|USEX 美国快递|USKYEXPRESS 全酋通Usky|USPEEDEX 优时派|USPS USPS美国邮政
USPSINTERNATIONAL usps-international|UTEC UTEC瞬移达|UVAN UVAN宇环通快递|UXEXP 邮行天下|Ukrposhta Ukrposhta
Usky Usky|VALUEWAY 美通快递|VANUATUPOST 瓦努阿图邮政|VCTRANS 中越国际物流|VENIPAK Venipak|VENUCIA 启辰国际
VIETNAMEMS VietNamEMS|VIETTELPOST Viettel Post|VOVALOGISTICS VOVA Logistics|Vestovoy Vestovoy
WAHANA Wahana|WANBEXPRESS 万邦速达|WEDO WeDo Logistics|WEL WEL|WESTBANK West Bank
WEWORLDEXPRESS We World Express|WHISTL Whistl|WHTEXPRESS 五和通|WHTZX 武汉同舟行|WHXBWL 武汉晓毕物流
WINIT winit万邑通|WINLINK 合联国际物流|WISEEXPRESS 万色速递|WISELOADS wiseloads快递|WISHPOST Wish邮|WJEXPRESS 文捷航空速递
WJK 万家康|WJWL 万家物流|WLDEXPRESS 万立德国际|WM 中粮我买网|WMENGSCM 万盟云仓|WNDIRECT wndirect快递|WPE 维普恩
WSGDLOGISTICS WSGD物流|WSH WSH|WTP 微特派|WTWL 温通物流|WWE WWE|Wiio Wiio|Wing Wing|XBWL 新邦物流|XCWL 迅驰物流
XD 迅达国际|XDEXPRESS 迅达速递|XDPUK XDP Express|XEND Xend|XFEX 信丰物流|XGYZ 香港邮政|XIAOBI 晓毕物流|XINGYUAN XINGYUAN
XINGYUNYI 行运易|XJ 新杰物流|XKGJ 星空国际|XLKD 喜来快递|XLOBO 贝海国际|XLYT 祥龙运通|XPOST XPOST|XPRESSBEES XpressBees
XPRESSPOST xpresspost|XQWL 星前物流|XRU XRU-俄速递|XSRD 鑫世锐达|XXDEXP 上海享享达|XYGJ 新元国际|XYGJSD ADLER雄鹰国际速递
XYJ 西邮寄|XYL XYL|XYT 希优特|XYY XYY|YAD 源安达快递|YAKIT yakit快递|YAMATO 日本大和运输(Yamato)|YANWEN 燕文|YBG 洋包裹
YBJ 邮必佳|YBWL 优拜物流|YCSY 远成快运|YCWL 远成物流|YD 韵达速递|YDH 义达国际物流|YDHEX YDH义达物流|YDKY 韵达快运|YDLYZ 意大利邮政
YDMEX 易邮通|YDS YDS|YDT 易达通|YEEDA909 易达联运|YF 耀飞快递|YFEX 越丰物流|YFHEX 原飞航物流|YFM YFM|YFSD 亚风快递|YFSUYUN 驭丰速运
YFZX YFZX|YGYZ 英国邮政|YHA YHA|YHT 一海通|YHXGJSD 一号线|YIDST YIDST|YINYANGINC 印度专线|YIYUAN56 一沅国际|YJ 友家速递
YJD 易境达|YJI 延锦国际|YJSD 银捷速递|YJWL 云聚物流|YL 云路|YLDLOGISTICS YLDLogistics|YLFWL 一路发物流|YLJY 优联吉运|YLSY 亿领速运
YMDD 壹米滴答|YMSY 玥玛速运|YMWL 英脉物流|YMY YMY|YODEL YODEL|YONAEXPRESS YonaExpress|YOUBIJIA 邮必佳快递|YOUCWL 邮畅物流
YOUWEI 有为国际|YP56 云派物流|YSDF 余氏东风|YSH 亿顺航|YSKY 音素快运|YTD 易通达|YTFH 一统飞鸿|YTKD 运通快递|YTO 圆通速递|YTOGJ 圆通国际
YUANHAOLOGISTICS YuanHao Logistics|YUDIEXP 杭州宇地|YUEDANYOUZ 约旦邮政|YUNDAEXUS 云达速递|YUNDX 运东西网
YUNEXPRESS 云途物流|YUNLU 云路物流|YUTENG YUTENG|YWWL 燕文物流|YXKD 亿翔快递|YXWL 宇鑫物流|YYSD 鹰运|YZBK 邮政国内标快
YZGN 包裹/平邮/挂号信|YZPY 邮政快递包裹|YZT 一智通|YZTSY 一站通速运|ZAJIL Zajil快递|ZAMBIAPOST 赞比亚邮政|ZCEEXP 上海翼速|ZENY 增益快递
ZESEXPRESS 俄顺国际物流|ZH 中驰物流|ZHN 智汇鸟|ZHONGHUAN 中环快递|ZHONGSU 中速国际|ZHQKD 汇强快递|ZHWL 中骅物流|ZJS 宅急送
ZJSEXPRESS 宅急送快递|ZO 中欧快运|ZSKY 准实快运|ZT ZT|ZTE 众通快递|ZTO 中通快递|ZTOGLOBAL 中通国际|ZTOKY 中通快运|ZTWL 中铁物流
ZTWY 中天万运|ZWSY 中外速运|ZWWL 中网物流|ZWYSD 中外运速递|ZXG ZXG|ZY100 中远快递|ZYE 众邮快递|ZYKD 中邮快递|ZYQS 中运全速
ZYSFGJ 转运四方国际快递|ZYWL 中邮物流|ZYZOOM 增速海淘|ZY_AG 爱购转运|ZY_AOZ 爱欧洲|ZY_AUSE 澳世速递|ZY_AXO AXO|ZY_AZY 澳转运
ZY_BDA 八达网|ZY_BEE 蜜蜂速递|ZY_BL 百利快递|ZY_BM 斑马物流|ZY_BT 百通物流|ZY_BYECO 贝易购|ZY_CM 策马转运|ZY_CTM 赤兔马转运
ZY_CUL CUL中美速递|ZY_DGHT 德国海淘之家|ZY_DYW 德运网|ZY_ESONG 宜送转运|ZY_ETD ETD|ZY_FCKD 风驰快递|ZY_FD 飞碟快递|ZY_FG 飞鸽快递
ZY_FLSD 风雷速递|ZY_FX 风行快递|ZY_FXSD 风行速递|ZY_FY 飞洋快递|ZY_HC 皓晨快递|ZY_HCYD 皓晨优递|ZY_HDB 海带宝|ZY_HFMZ 汇丰美中速递
ZY_HJSD 豪杰速递|ZY_HMKD 华美快递|ZY_HTAO 360hitao转运|ZY_HTCUN 海淘村|ZY_HTKE 365海淘客|ZY_HTONG 华通快运|ZY_HXKD 海星桥快递
ZY_HXSY 华兴速运|ZY_HYSD 海悦速递|ZY_IHERB LogisticsY|ZY_JA 君安快递|ZY_JD 时代转运|ZY_JDKD 骏达快递|ZY_JDZY 骏达转运
ZY_JH 久禾快递|ZY_JHT 金海淘|ZY_LBZY 联邦转运FedRoad|ZY_LPZ 领跑者快递|ZY_LX 龙象快递|ZY_LZWL 量子物流|ZY_MBZY 明邦转运
ZY_MGZY 美国转运|ZY_MJ 美嘉快递|ZY_MST 美速通|ZY_MXZY 美西转运|ZY_MZ 168 美中快递|ZY_OEJ 欧e捷|ZY_OZF 欧洲疯|ZY_OZGO 欧洲GO
ZY_QMT 全美通|ZY_QQEX QQ-EX|ZY_RDGJ 润东国际快线|ZY_RT 瑞天快递|ZY_RTSD 瑞天速递|ZY_SCS SCS国际物流|ZY_SDKD 速达快递
ZY_SFZY 四方转运|ZY_SOHO SOHO苏豪国际|ZY_SONIC Sonic-Ex速递|ZY_ST 上腾快递|ZY_TCM 通诚美中快递|ZY_TJ 天际快递|ZY_TM 天马转运
ZY_TN 滕牛快递|ZY_TPAK TrakPak|ZY_TPY 太平洋快递|ZY_TSZ 唐三藏转运|ZY_TTHT 天天海淘|ZY_TWC TWC转运世界|ZY_TX 同心快递
ZY_TY 天翼快递|ZY_TZH 同舟快递|ZY_TZKD 天泽快递|ZY_UCS UCS合众快递|ZY_WDCS 文达国际DCS|ZY_XC 星辰快递|ZY_XDKD 迅达快递
ZY_XDSY 信达速运|ZY_XF 先锋快递|ZY_XGX 新干线快递|ZY_XJ 信捷转运|ZY_YGKD 优购快递|ZY_YJSD 友家速递(UCS)|ZY_YPW 云畔网|ZY_YQ 云骑快递
ZY_YSSD 优晟速递|ZY_YSW 易送网|ZY_YTUSA 运淘美国|ZY_ZCSD 至诚速递|ZZJH 郑州建华|Zeleris Zeleris|Zinc Zinc|dao dao
hq568 华强物流
$list$, E'\n'), '[|\n]') carrier;
