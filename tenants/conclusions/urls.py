"""Addresses of conclusions and tasks below a unit's ``/desk/``."""

from django.urls import path

from tenants.conclusions.views import concluding, listing, page, preparing, summary, tasks

app_name = "conclusions"

TASK = "tasks/<uuid:task_id>/"
CONCLUSION = "conclusions/<uuid:conclusion_id>/"

urlpatterns = [
    path("tasks/", listing.task_list_page, name="tasks"),
    path("tasks/export/<str:kind>/", listing.task_export, name="export"),
    path("tasks/summary/", summary.summary_page, name="summary"),
    path("tasks/summary/print/", summary.summary_print, name="summary_print"),
    path("tasks/summary/export/<str:kind>/", summary.summary_export, name="summary_export"),
    path("tasks/preparations/<str:source>/<uuid:source_id>/", preparing.Preparation.as_view(), name="preparation"),
    path(TASK, page.page_of_task, name="task"),
    path(TASK + "files/<str:digest>/", page.task_file, name="file"),
    path(TASK + "acknowledgement/", tasks.Acknowledgement.as_view(), name="acknowledge"),
    path(TASK + "progress/", tasks.Progress.as_view(), name="progress"),
    path(TASK + "obstacle/", tasks.Obstacle.as_view(), name="obstacle"),
    path(TASK + "obstacle-answer/", tasks.ObstacleAnswer.as_view(), name="settle_obstacle"),
    path(TASK + "result/", tasks.Result.as_view(), name="result"),
    path(TASK + "result-return/", tasks.ResultReturn.as_view(), name="return_result"),
    path(TASK + "receipt/", tasks.Receipt.as_view(), name="receive"),
    path(TASK + "agreement/", tasks.Agreement.as_view(), name="agree"),
    path(TASK + "citizen-answer/", tasks.CitizenAnswer.as_view(), name="answer"),
    path(TASK + "closing/", tasks.Closing.as_view(), name="close"),
    path(TASK + "assignment/", tasks.Assignment.as_view(), name="assign"),
    path(TASK + "extension/", tasks.Extension.as_view(), name="extend"),
    path(TASK + "urging/", tasks.Urging.as_view(), name="urge"),
    path(TASK + "cancellation/", tasks.Cancellation.as_view(), name="cancel"),
    path(TASK + "link/", tasks.TaskLink.as_view(), name="link_task"),
    path("conclusions/", listing.conclusion_list_page, name="conclusions"),
    path(CONCLUSION, page.page_of_conclusion, name="conclusion"),
    path(CONCLUSION + "words/", concluding.Words.as_view(), name="edit"),
    path(CONCLUSION + "items/", concluding.NewItem.as_view(), name="new_item"),
    path(CONCLUSION + "items/<uuid:task_id>/", concluding.Item.as_view(), name="item"),
    path(CONCLUSION + "items/<uuid:task_id>/removal/", concluding.ItemRemoval.as_view(), name="drop_item"),
    path(CONCLUSION + "issue/", concluding.Issue.as_view(), name="issue"),
    path(CONCLUSION + "notice/", concluding.Notice.as_view(), name="notice"),
    path(CONCLUSION + "link/", concluding.ConclusionLink.as_view(), name="link"),
]
