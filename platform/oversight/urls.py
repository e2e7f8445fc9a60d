from django.urls import path

from oversight.views import duties, figures, hot_spots, instruments, over_level, own, pictures, programme, readiness

app_name = "oversight"

urlpatterns = [
    path("", figures.board, name="board"),
    path("export/", figures.export_board, name="export"),
    # Before the unit's key: both would match.
    path("readiness/", readiness.readiness_below, name="readiness"),
    path("list/", figures.case_list, name="list"),
    path("list/export/", figures.export_list, name="list-export"),
    path("over-level/", over_level.over_level, name="over-level"),
    path("duties/", duties.board, name="duties"),
    path("duties/own/", own.own_board, name="own-duties"),
    path("duties/views/", duties.keep_view, name="keep-duty-view"),
    path("duties/views/<uuid:view_id>/removal/", duties.forget_view, name="forget-duty-view"),
    path("national-updates/", own.national_updates, name="national-updates"),
    path("national-updates/<uuid:update_id>/removal/", own.take_back_update, name="take-back-update"),
    path("hot-spots/", hot_spots.hot_spots, name="hot-spots"),
    path("hot-spots/print/", hot_spots.print_hot_spots, name="hot-spots-print"),
    path("hot-spots/export/", hot_spots.export_hot_spots, name="hot-spots-export"),
    path("hot-spots/new/", hot_spots.new_hot_spot, name="hot-spot-new"),
    path("hot-spots/<uuid:hot_spot_id>/", hot_spots.hot_spot, name="hot-spot"),
    path("hot-spots/<uuid:hot_spot_id>/news/", hot_spots.update_hot_spot, name="hot-spot-news"),
    path("hot-spots/<uuid:hot_spot_id>/closing/", hot_spots.close_hot_spot, name="hot-spot-closing"),
    path("programme/", programme.programme, name="programme"),
    path("programme/export/", programme.export_programme, name="programme-export"),
    path("<slug:key>/", figures.board, name="unit"),
    path("<slug:key>/programme/", programme.programme, name="unit-programme"),
    path("<slug:key>/programme/export/", programme.export_programme, name="unit-programme-export"),
    path("<slug:key>/readiness/", readiness.readiness_below, name="unit-readiness"),
    path("<slug:key>/export/", figures.export_board, name="unit-export"),
    path("<slug:key>/list/", figures.case_list, name="unit-list"),
    path("<slug:key>/list/export/", figures.export_list, name="unit-list-export"),
    path("<slug:key>/duties/", duties.board, name="unit-duties"),
    path("<slug:key>/duties/print/", duties.print_board, name="duty-print"),
    path("<slug:key>/duties/export/", duties.export_board, name="duty-export"),
    path("<slug:key>/duties/ranking/", duties.ranking, name="duty-ranking"),
    path("<slug:key>/duties/pictures/", pictures.pictures, name="duty-pictures"),
    path("<slug:key>/duties/days/", duties.days, name="duty-days"),
    path("<slug:key>/duties/days/export/", duties.export_days, name="duty-days-export"),
    path("<slug:key>/over-level/", over_level.over_level, name="unit-over-level"),
    path("<slug:key>/over-level/print/", over_level.over_level_print, name="over-level-print"),
    path("<slug:key>/over-level/export/", over_level.over_level_export, name="over-level-export"),
    path("<slug:key>/instruments/", instruments.matrix, name="instruments"),
    path("<slug:key>/instruments/export/", instruments.export_matrix, name="instruments-export"),
]
